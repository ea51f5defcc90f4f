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
  { usher, background, log }: HandlerDeps,
  outbox: Outbox,
  view: OperationView,
  channel: string,
): Promise<void> {
  const { id, startedBy } = view.operation;
  const message = progressMessage(view);
  const ts = await outbox.post(channel, message);
  if (ts !== undefined) return usher.noteProgressMessage(id, { channel, ts });

  const why = context(
    `I could not write in ${channelMention(channel)}. Invite me there, and the next report comes there.`,
  );
  const dm = await background.conversations.open({ users: startedBy }).then(
    (opened) => opened.channel?.id,
    () => undefined,
  );
  const dmTs = dm && (await outbox.post(dm, { ...message, blocks: [...message.blocks, why] }));
  if (dm && dmTs) await usher.noteProgressMessage(id, { channel: dm, ts: dmTs });
  else log.error('an operation has no message: neither its channel nor a DM took it', { operationId: id, channel });
}
