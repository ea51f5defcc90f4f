import type { ClaimResult } from '../../workshop/usher/seating';
import type { Message } from '../views/blocks';
import { cardMessage } from '../views/card';
import { cardMoved } from '../views/seat-news';
import { waitingMessage } from '../views/waiting';
import { type CardContext, cardOf } from './context';

export type Seated = Extract<ClaimResult, { kind: 'card' | 'wait' }>;

export type Send = (channel: string, message: Message) => Promise<{ channel: string; ts: string } | undefined>;

/**
 * Sends the card or the honest wait by `send` and notes it, with the promise where there is one. `channel`: the DM, or the
 * user's id where no DM is known yet. False when it could not be sent; what was owed is then still owed.
 */
export function deliver(context: CardContext, claim: Seated, channel: string, send: Send): Promise<boolean> {
  return context.inTurn(claim.participant.id, () => deliverNow(context, claim, channel, send));
}

/** The same for whoever has the participant's turn already. */
export async function deliverNow(context: CardContext, claim: Seated, channel: string, send: Send): Promise<boolean> {
  const { deps, wanted, waits, cards } = context;
  const { workshop, seat, participant } = claim;
  const { id } = participant;
  const message =
    claim.kind === 'card' ? cardMessage(workshop, seat, deps.usher.card(workshop, seat)) : waitingMessage(claim);
  // Written down before it is given: a promise must not be lost with the process that gave it.
  if (claim.kind === 'wait') await deps.usher.noteCard(id, { dmChannel: channel, owed: true });
  const sent = await send(channel, message);
  if (!sent) return false;
  if (claim.kind === 'wait') {
    if (sent.channel !== channel) await deps.usher.noteCard(id, { dmChannel: sent.channel, owed: true });
    waits.set(id, sent);
    return true;
  }
  await deps.usher.noteCard(id, { dmChannel: sent.channel, cardTs: sent.ts, owed: false });
  waits.delete(id);
  // One card at a time shows the password, so that one edit is enough when the workshop is over.
  const old = cardOf(context, participant);
  cards.set(id, sent);
  if (old) wanted.retire(old.channel, old.ts, cardMoved());
  return true;
}
