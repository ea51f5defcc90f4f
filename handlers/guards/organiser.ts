import type { HandlerDeps } from '../deps';
import type { Message } from '../views/blocks';
import { organisersOnly } from '../views/refusals';

/** The refusal for whoever is no organiser, or undefined: asked for every command, button and modal anew. */
export async function refuseStranger(
  deps: Pick<HandlerDeps, 'directory'>,
  userId: string,
  botUserId: string | undefined,
): Promise<Message | undefined> {
  return (await deps.directory.isOrganiser(userId)) ? undefined : organisersOnly(botUserId);
}
