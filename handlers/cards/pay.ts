import { mayAt } from '../../workshop/crew';
import type { Participant } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import type { CardContext } from './context';
import { deliver } from './deliver';

/**
 * Sends the card that a participant is owed, if it is due and no other process sends it. Somebody who was given a seat and never
 * wrote is told of it once the doors are open, though the card has to wait.
 */
export async function payCard(context: CardContext, workshop: Workshop, participant: Participant): Promise<void> {
  const { usher, log } = context.deps;
  const { id, userId } = participant;
  if (userId === undefined) return;
  const early = workshop.openedAt === undefined;
  if (early && (participant.dmChannel === undefined || !mayAt(await usher.rights(userId), 'helper', workshop.id)))
    return;
  const claim = await usher.claim(userId, workshop.id);
  if (claim.kind === 'wait' && claim.participant.dmChannel === undefined) {
    await deliver(context, claim, userId, (to, message) => context.outbox.post(to, message));
    return;
  }
  if (claim.kind !== 'card' || !(await usher.settleCard(id))) return;
  const channel = claim.participant.dmChannel ?? userId;
  if (await deliver(context, claim, channel, (to, message) => context.outbox.post(to, message))) return;
  log.warn('a card could not be sent and stays owed', { workshop: workshop.spec.name, seat: claim.seat.no });
  await usher.noteCard(id, { dmChannel: channel, owed: true });
}
