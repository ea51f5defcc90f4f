import type { OperationView } from '../../workshop/usher';
import type { HandlerDeps } from '../deps';
import { context } from '../views/blocks';
import { progressMessage } from '../views/progress';
import { channelMention } from '../views/words';
import type { Outbox } from './outbox';

/**
 * Posts the operation's message, anew where an earlier one was deleted, and notes where it is. Where the bot may not write
 * in the channel, whoever started the operation gets it as a DM that says so.
 */
export async function postFirst(
  { usher, log }: HandlerDeps,
  outbox: Outbox,
  view: OperationView,
  channel: string,
): Promise<void> {
  const { id, startedBy } = view.operation;
  const message = progressMessage(view);
  const where = channelMention(channel);
  const why = context(`I cannot write in ${where}. Type \`/invite @usher\` there, and later reports come there.`);
  const posted =
    (await outbox.post(channel, message)) ??
    (await outbox.post(startedBy, { ...message, blocks: [...message.blocks, why] }));
  if (posted) await usher.noteProgressMessage(id, posted);
  else log.error('an operation has no message: neither its channel nor a DM took it', { operationId: id, channel });
}
