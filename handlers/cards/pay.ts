import { mayAt } from '../../workshop/crew';
import type { Participant } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import type { CardContext } from './context';
import { deliverNow } from './deliver';

/**
 * Sends the card that a participant is owed, if it is due. Owed until it is sent: a process that dies on the way leaves it to the
 * next. Somebody who was given a seat and never wrote is told of it once the doors are open, though the card has to wait.
 */
export async function payCard(context: CardContext, workshop: Workshop, participant: Participant): Promise<void> {
  const { usher, log } = context.deps;
  const { id, userId } = participant;
  if (userId === undefined) return;
  const early = workshop.openedAt === undefined;
  if (early && (participant.dmChannel === undefined || !mayAt(await usher.rights(userId), 'helper', workshop.id)))
    return;
  await context.inTurn(id, async () => {
    const claim = await usher.claim(userId, workshop.id);
    const isNews = claim.kind === 'wait' && claim.participant.dmChannel === undefined;
    if (!isNews && (claim.kind !== 'card' || !claim.participant.owedCard)) return;
    const channel = claim.participant.dmChannel ?? userId;
    if (await deliverNow(context, claim, channel, (to, message) => context.outbox.post(to, message))) return;
    log.warn('a card could not be sent and stays owed', { workshop: workshop.spec.name, seat: claim.seat.no });
  });
}
