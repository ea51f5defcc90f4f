import type { ClaimResult } from '../../workshop/usher';
import type { Message } from '../views/blocks';
import { cardMessage } from '../views/card';
import { cardMoved } from '../views/seat-news';
import { waitingMessage } from '../views/waiting';
import type { CardContext } from './context';

export type Seated = Extract<ClaimResult, { kind: 'card' | 'wait' }>;

export type Send = (channel: string, message: Message) => Promise<{ channel: string; ts: string } | undefined>;

/**
 * Sends the card or the honest wait by `send` and notes it, with the promise where there is one. `channel`: the DM, or the
 * user's id where no DM is known yet. False when it could not be sent; what was owed is then still owed.
 */
export async function deliver(context: CardContext, claim: Seated, channel: string, send: Send): Promise<boolean> {
  const { deps, wanted, waits } = context;
  const { workshop, seat, participant } = claim;
  const message =
    claim.kind === 'card' ? cardMessage(workshop, seat, deps.usher.card(workshop, seat)) : waitingMessage(claim);
  const sent = await send(channel, message);
  if (!sent) return false;
  const note = { dmChannel: sent.channel };
  if (claim.kind === 'wait') {
    await deps.usher.noteCard(participant.id, { ...note, owed: true });
    waits.set(participant.id, sent);
    return true;
  }
  await deps.usher.noteCard(participant.id, { ...note, cardTs: sent.ts, owed: false });
  waits.delete(participant.id);
  // One card at a time shows the password, so that one edit is enough when the workshop is over.
  const { dmChannel, cardTs } = participant;
  if (dmChannel !== undefined && cardTs !== undefined) wanted.retire(dmChannel, cardTs, cardMoved());
  return true;
}
