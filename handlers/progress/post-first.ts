import type { OperationView } from '../../workshop/usher/operations';
import type { HandlerDeps } from '../deps';
import { context } from '../views/blocks';
import { progressMessage } from '../views/progress';
import { channelMention } from '../views/words';
import type { Outbox } from './outbox';

/**
 * Posts the operation's message, anew where an earlier one was deleted, and notes where it is. Where the bot may not write
 * in the channel, whoever started the operation gets it as a DM that says so. False where nobody took it.
 */
export async function postFirst(
  { usher, background, log }: HandlerDeps,
  outbox: Outbox,
  view: OperationView,
  channel: string,
): Promise<boolean> {
  const { id, startedBy, message: before } = view.operation;
  const message = progressMessage(view);
  const where = channelMention(channel);
  const why = context(`I cannot write in ${where}. Type \`/invite @usher\` there, and later reports come there.`);
  const posted =
    (await outbox.post(channel, message)) ??
    (await outbox.post(startedBy, { ...message, blocks: [...message.blocks, why] }));
  if (!posted) {
    if (!outbox.isStopped())
      log.error('an operation has no message: neither its channel nor a DM took it', { operationId: id, channel });
    return false;
  }
  // Slack may have let this one wait until somebody else had posted it too.
  if (!(await usher.noteProgressMessage(id, posted, before))) await background.chat.delete(posted);
  return true;
}
