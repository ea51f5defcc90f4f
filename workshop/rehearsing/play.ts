import PQueue from 'p-queue';
import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Visit, VisitWords } from '../ports/visitor';
import type { Rehearsal } from '../rehearsal';
import { planSeat, seatDoor, type SeatAppPlan, type SeatPlan } from '../seat-plan';
import type { Workshop } from '../workshop';
import { sitDown } from '../use-cases/claim-seat';
import type { Tally } from './tally';

/** People at their browsers at the same moment: as a room opens its laptops, and as many as one process has sockets for. */
const AT_ONCE = 50;
/** Between two requests of somebody who stays; more often where they stay shortly. */
const ASK_EVERY_MS = 15_000;
const LEAST_ASKS = 4;

/** What a play takes. */
export interface Stage {
  readonly context: Context;
  readonly workshop: Workshop;
  readonly operation: Operation;
  readonly rehearsal: Rehearsal;
  readonly tally: Tally;
  /** Whoever is there leaves. */
  readonly stop: AbortSignal;
}

/** Somebody who sits at a seat, logged in to all of its apps. */
interface Guest {
  readonly id: string;
  readonly no: number;
  readonly visits: readonly { readonly title: string; readonly visit: Visit }[];
}

/** Lets so many people come, log in, stay and leave again; what they meet goes into the tally. */
export async function play(stage: Stage, people: number): Promise<void> {
  const { context, tally, rehearsal, stop } = stage;
  const queue = new PQueue({ concurrency: AT_ONCE });
  const came = await queue.addAll(Array.from({ length: people }, (_, index) => () => come(stage, index === 0)));
  const guests = came.filter((guest): guest is Guest => guest !== undefined);
  try {
    if (stop.aborted || guests.length === 0) return;
    tally.staying(new Date(context.clock.now().getTime() + rehearsal.stayMs));
    await stay(stage, guests, queue);
  } finally {
    await Promise.all(guests.flatMap(({ visits }) => visits.map(({ visit }) => visit.leave())));
  }
}

/** Claims a seat as whoever writes the bot does, and logs in to everything that is on the card. */
async function come({ context, workshop, operation, tally, stop }: Stage, first: boolean): Promise<Guest | undefined> {
  const { store, clock, credentials } = context;
  if (stop.aborted) return undefined;
  const began = clock.now().getTime();
  const participant = await store.rehearsals.invite(workshop.id, operation.id);
  const claim = await sitDown(context, workshop, participant);
  if (claim.kind === 'full') {
    tally.gaveWay();
    return undefined;
  }
  const { no, state, detail } = claim.seat;
  if (state !== 'ready') {
    tally.trouble(no, detail ?? 'the seat is not ready');
    return undefined;
  }
  const seat = planSeat(workshop.spec, no);
  const words = { user: seat.user, password: credentials.seatPassword(workshop, no) };
  const opened = await Promise.all(seat.apps.map((app) => open({ context, workshop, tally, stop }, seat, app, words)));
  const visits = opened.filter((one) => one !== undefined);
  if (visits.length < seat.apps.length) {
    await Promise.all(visits.map(({ visit }) => visit.leave()));
    return undefined;
  }
  tally.loggedIn(no, clock.now().getTime() - began);
  if (first) await tryWrong({ context, workshop, tally, stop }, seat, words);
  return { id: participant.id, no, visits };
}

type Room = Pick<Stage, 'context' | 'workshop' | 'tally' | 'stop'>;

async function open({ context, workshop, tally, stop }: Room, seat: SeatPlan, plan: SeatAppPlan, words: VisitWords) {
  const { title } = plan.app;
  const door = seatDoor(workshop.loadBalancers, seat, plan);
  const answer = door
    ? await context.visitor.logIn(plan.app, door, words, stop)
    : ({ kind: 'failed', why: 'has no load balancer' } as const);
  // Whoever was sent home says nothing of the seat.
  if (stop.aborted && answer.kind !== 'in') return undefined;
  if (answer.kind === 'in') {
    const { visit } = answer;
    if (visit.socket) tally.socket(visit.socket === 'open');
    if (visit.socket && visit.socket !== 'open') tally.trouble(seat.no, `${title} ${visit.socket.failed}`);
    return { title, visit };
  }
  tally.trouble(seat.no, `${title} ${answer.kind === 'refused' ? 'refused the password of the card' : answer.why}`);
  return undefined;
}

/** A password that is not the seat's must be refused. */
async function tryWrong({ context, workshop, tally, stop }: Room, seat: SeatPlan, words: VisitWords): Promise<void> {
  for (const plan of seat.apps) {
    const door = seatDoor(workshop.loadBalancers, seat, plan);
    if (!door || plan.app.login === undefined) continue;
    const wrong = { ...words, password: `${words.password}-not` };
    const answer = await context.visitor.logIn(plan.app, door, wrong, stop);
    if (answer.kind !== 'failed') tally.triedWrong(plan.app.title, answer.kind === 'in');
    if (answer.kind === 'in') await answer.visit.leave();
  }
}

/** Asks now and then until the time is up; whose seat somebody real came for is gone. */
async function stay({ context, operation, rehearsal, tally, stop }: Stage, guests: readonly Guest[], queue: PQueue) {
  const { store, clock } = context;
  const until = clock.now().getTime() + rehearsal.stayMs;
  const pause = Math.min(ASK_EVERY_MS, rehearsal.stayMs / LEAST_ASKS);
  let here = guests;
  for (;;) {
    const left = until - clock.now().getTime();
    if (left <= 0 || stop.aborted) return;
    await clock.sleep(Math.min(pause, left), stop);
    const seated = await store.rehearsals.seated(operation.id);
    here.filter(({ id }) => !seated.has(id)).forEach(() => tally.gaveWay());
    here = here.filter(({ id }) => seated.has(id));
    if (stop.aborted) return;
    await queue.addAll(
      here.flatMap(({ no, visits }) =>
        visits.map(({ title, visit }) => async () => {
          const trouble = await visit.ask(stop);
          if (!stop.aborted) tally.asked(no, trouble && `${title} ${trouble} after a while`);
        }),
      ),
    );
  }
}
