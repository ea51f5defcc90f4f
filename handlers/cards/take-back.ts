import type { Participant } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import { cardTaken, seatTaken } from '../views/seat-news';
import { type CardContext, cardOf } from './context';

/** Whose seat was freed: address and password leave their DM, and a new line says so. Nothing for who was never told of a seat. */
export async function takeBack(context: CardContext, workshop: Workshop, participant: Participant): Promise<void> {
  const { deps, outbox, wanted, waits, cards } = context;
  const { id, dmChannel } = participant;
  const card = cardOf(context, participant);
  if (!card && !participant.owedCard) return;
  // They may have taken another seat meanwhile, with a card of its own.
  const { seats } = await deps.usher.status(workshop);
  if (seats.some(({ owner }) => owner === id)) return;
  const owed = await deps.usher.settleCard(id);
  const wait = waits.get(id);
  if (wait) wanted.retire(wait.channel, wait.ts, cardTaken(workshop));
  if (card) wanted.retire(card.channel, card.ts, cardTaken(workshop));
  waits.delete(id);
  cards.delete(id);
  await deps.usher.forgetCard(id);
  if (dmChannel !== undefined && (owed || card)) await outbox.post(dmChannel, seatTaken(workshop));
}
