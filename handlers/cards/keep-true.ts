import PQueue from 'p-queue';
import type { Participant, Seat } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import { cardMessage } from '../views/card';
import { seatBroke, workshopOver } from '../views/seat-news';
import { waitingMessage } from '../views/waiting';
import type { CardContext } from './context';
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
  if (workshop.state === 'destroyed') return endCard(context, workshop, participant);
  if (seat === undefined || workshop.state === 'destroying') return;
  if (participant.owedCard && seat.state === 'ready') await payCard(context, workshop, participant);
  else if (changed.has(seat.no)) await showChange(context, workshop, participant, seat);
}

async function showChange(
  { deps: { usher }, outbox, wanted, waits }: CardContext,
  workshop: Workshop,
  { id, dmChannel, cardTs, owedCard }: Participant,
  seat: Seat,
): Promise<void> {
  const wait = waits.get(id);
  if (wait && seat.state !== 'ready') {
    const why = workshop.openedAt === undefined ? 'not-open' : seat.state === 'failing' ? 'failing' : 'starting';
    wanted.show(wait.channel, wait.ts, waitingMessage({ workshop, seat, why }));
  }
  if (dmChannel === undefined || cardTs === undefined) return;
  wanted.show(dmChannel, cardTs, cardMessage(workshop, seat, usher.card(workshop, seat)));
  if (owedCard || seat.state !== 'failing') return;
  await outbox.post(dmChannel, seatBroke(seat, workshop));
  await usher.noteCard(id, { dmChannel, owed: true });
}

/** Takes address and password out of the DM; who still waited gets the end as a new message. */
async function endCard(
  { deps, outbox, wanted, waits }: CardContext,
  workshop: Workshop,
  person: Participant,
): Promise<void> {
  const over = workshopOver(workshop);
  const { id, dmChannel, cardTs } = person;
  const wait = waits.get(id);
  if (wait) wanted.retire(wait.channel, wait.ts, over);
  if (dmChannel !== undefined && cardTs !== undefined) wanted.retire(dmChannel, cardTs, over);
  if (dmChannel !== undefined && (await deps.usher.settleCard(id))) await outbox.post(dmChannel, over);
}
