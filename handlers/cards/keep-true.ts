import PQueue from 'p-queue';
import type { Participant, Seat } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import { cardMessage } from '../views/card';
import { seatBroke, seatIsOff, workshopOver } from '../views/seat-news';
import { waitingMessage } from '../views/waiting';
import { type CardContext, cardOf } from './context';
import { payCard } from './pay';

/** Messages to different people at once; each is a store write and a call to Slack. */
const PEOPLE_AT_ONCE = 5;

/**
 * Looks at the people of a workshop after something happened to these seats: pays cards that are owed and due, keeps the
 * cards of these seats true, and tells those whose seat broke. Safe to repeat.
 */
export async function keepTrue(context: CardContext, workshopId: string, changed: ReadonlySet<number>): Promise<void> {
  const { usher, log } = context.deps;
  const workshop = await usher.get(workshopId);
  if (!workshop) return;
  const { seats, participants } = await usher.status(workshop);
  const seatOf = new Map(seats.map((seat) => [seat.owner, seat]));
  const queue = new PQueue({ concurrency: PEOPLE_AT_ONCE });
  for (const participant of participants) {
    const seat = seatOf.get(participant.id);
    queue
      .add(() => keepOne(context, workshop, participant, seat, changed))
      .catch((error: unknown) =>
        log.error('a card could not be kept true', {
          workshop: workshop.spec.name,
          seat: seat?.no,
          reason: String(error),
        }),
      );
  }
  await queue.onIdle();
}

async function keepOne(
  context: CardContext,
  workshop: Workshop,
  participant: Participant,
  seat: Seat | undefined,
  changed: ReadonlySet<number>,
): Promise<void> {
  const { id, userId, owedCard, dmChannel } = participant;
  // Who is not in Slack has a card of paper.
  if (userId === undefined) return;
  if (workshop.state === 'destroyed') return context.inTurn(id, () => endCard(context, workshop, participant, userId));
  if (workshop.state === 'destroying') return;
  if (seat === undefined) return;
  if (owedCard && (seat.state === 'ready' || dmChannel === undefined)) return payCard(context, workshop, participant);
  if (changed.has(seat.no)) await context.inTurn(id, () => showChange(context, workshop, participant, seat));
}

async function showChange(
  context: CardContext,
  workshop: Workshop,
  participant: Participant,
  seat: Seat,
): Promise<void> {
  const { deps, outbox, wanted, waits } = context;
  const wait = waits.get(participant.id);
  if (wait && seat.state !== 'ready') {
    const shut = workshop.closedAt === undefined ? 'not-open' : 'closed';
    const how = seat.state === 'failing' ? 'failing' : seat.state === 'stopped' ? 'off' : 'starting';
    const why = workshop.openedAt === undefined ? shut : how;
    wanted.show(wait.channel, wait.ts, waitingMessage({ workshop, seat, why }));
  }
  const card = cardOf(context, participant);
  if (!card) return;
  wanted.show(card.channel, card.ts, cardMessage(workshop, seat, deps.usher.card(workshop, seat)));
  if (participant.owedCard || (seat.state !== 'failing' && seat.state !== 'stopped')) return;
  // Nobody works there at night while the doors are shut: then the card says it.
  if (seat.state === 'stopped' && workshop.openedAt === undefined) return;
  const news = seat.state === 'failing' ? seatBroke(seat, workshop) : seatIsOff(seat, workshop);
  await outbox.post(card.channel, news);
  await deps.usher.noteCard(participant.id, { dmChannel: card.channel, owed: true });
}

/** Takes address and password out of the DM; who still waited gets the end as a new message. */
async function endCard(
  context: CardContext,
  workshop: Workshop,
  participant: Participant,
  userId: string,
): Promise<void> {
  const { deps, outbox, wanted, waits, cards } = context;
  const over = workshopOver(workshop);
  const card = cardOf(context, participant);
  const wait = waits.get(participant.id);
  if (wait) wanted.retire(wait.channel, wait.ts, over);
  if (card) wanted.retire(card.channel, card.ts, over);
  waits.delete(participant.id);
  cards.delete(participant.id);
  if (!participant.owedCard) return;
  const told = await outbox.post(participant.dmChannel ?? userId, over);
  if (told || !outbox.isStopped()) await deps.usher.settleCard(participant.id);
}
