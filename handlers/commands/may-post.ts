import type { HandlerDeps } from '../deps';
import { slackErrorOf } from '../slack-error';

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
    if (slackErrorOf(error) === 'channel_not_found') return false;
    throw error;
  }
}
