import type { HandlerDeps } from '../deps';
import { ProblemError } from '../../workshop/problems';

/** Whether Usher is in the channel, so that what it promises to post there can be posted. */
export async function mayPostIn(
  deps: Pick<HandlerDeps, 'directory'>,
  channel: string,
  botUserId: string | undefined,
): Promise<boolean> {
  if (botUserId === undefined) return true;
  try {
    return await deps.directory.isMember(channel, botUserId);
  } catch (error) {
    // A private channel does not exist for those outside it.
    if (error instanceof ProblemError && error.problem.kind === 'permission') return false;
    throw error;
  }
}
