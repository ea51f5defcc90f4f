import type { Context } from '../context';
import type { Operation } from '../operation';
import { ProblemError, type Problem } from '../problems';
import { awaitSeats } from '../running/await-seats';
import { changeSeats } from '../running/change-seats';
import { pauseOf } from '../running/pause';
import type { Outcome } from '../running/run-deploy';
import { workThrough } from '../running/work-through';
import type { Workshop } from '../workshop';
import { moveSeat, type Swapping } from './move-seat';

/**
 * Moves a seat to the machine of a spare, and then makes the old machine anew as the spare. Terraform comes second: it takes both
 * machines up by their numbers, and whatever becomes of that, the seat stays where it is.
 */
export async function runSwap(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const { store, signal } = context;
  const { seats: [seat] = [], swap } = operation.target ?? {};
  if (seat === undefined || swap === undefined) throw new Error(`operation ${operation.id} says of no swap`);
  const swapping = { context, workshop, operation, seat, swap, cancelled, pause: pauseOf(context, operation) };
  if (swap.movedAt === undefined) {
    const outcome = await move(swapping);
    if (signal.aborted) return undefined;
    if (outcome !== 'moved') return outcome;
  }
  const problem = await renewSpare(context, workshop, operation, swap.spare, cancelled);
  if (signal.aborted) return undefined;
  const states = new Map((await store.seats.list(workshop.id)).map(({ no, state }) => [no, state]));
  if (states.get(seat) !== 'ready') return { state: 'failed', ...(problem && { problem }) };
  if (states.get(swap.spare) === 'ready' && problem === undefined) return { state: 'succeeded' };
  return { state: cancelled.aborted ? 'cancelled' : 'partial', ...(problem && { problem }) };
}

/** The seat's own part; an outcome where the swap ends with it. */
async function move(swapping: Swapping): Promise<Outcome | 'moved'> {
  const { context, workshop, operation, seat, swap } = swapping;
  const { operations, seats } = context.store;
  const both = [seat, swap.spare];
  const asTheyWere = (await seats.list(workshop.id)).filter(({ no }) => both.includes(no));
  await changeSeats(context, workshop, [
    { no: seat, state: 'starting', detail: 'moving to another machine' },
    { no: swap.spare, state: 'starting', detail: `its machine goes to seat ${seat}` },
  ]);
  context.changed(workshop.id, operation.id);
  let problem: Problem | undefined;
  try {
    if (await moveSeat(swapping)) {
      await noteMoved(swapping);
      return 'moved';
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    problem = error.problem;
  }
  if (context.signal.aborted) return undefined;
  const isGiven = (await operations.get(operation.id))?.target?.swap?.given !== undefined;
  const detail = `half-way to another machine: ${problem?.summary ?? ''}`;
  await changeSeats(context, workshop, isGiven ? both.map((no) => ({ no, state: 'failing', detail })) : asTheyWere);
  await operations.stopWaiting(
    operation.id,
    (await operations.steps(operation.id)).map(({ stack }) => stack),
  );
  return problem ? { state: 'failed', problem } : { state: 'cancelled' };
}

/** Tells everybody who follows, in the order in which a process that dies in between would do it again. */
async function noteMoved({ context, workshop, operation, seat }: Swapping): Promise<void> {
  const { store, clock } = context;
  const { spare, work } = await store.operations.noteSwap(operation.id, { movedAt: clock.now().toISOString() });
  const answers = (await store.seats.list(workshop.id)).some(({ no, state }) => no === seat && state === 'ready');
  await context.emit({
    workshopId: workshop.id,
    actor: operation.startedBy,
    type: 'seat-swapped',
    operationId: operation.id,
    ...{ no: seat, spare, answers, files: work?.kind === 'carried' },
  });
}

/** Has Terraform take both machines up where they are now, and make the old one anew; why that did not work, where it did not. */
async function renewSpare(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  spare: number,
  cancelled: AbortSignal,
): Promise<Problem | undefined> {
  const anew = { no: spare, state: 'creating', detail: 'its machine is made anew' } as const;
  const begun = (await context.store.operations.steps(operation.id)).some(({ attempt }) => attempt > 0);
  if (!begun) await changeSeats(context, workshop, [anew]);
  let settled = false;
  const seats = awaitSeats(context, workshop, operation, cancelled).finally(() => (settled = true));
  // Looked at below; without this a break of the first would leave the second to nobody.
  seats.catch(() => undefined);
  const steps = await workThrough(context, operation, cancelled, {
    mayBegin: (now) => now.map(({ stack }) => stack),
    mayComeBack: () => !settled,
  });
  const { problem } = await seats;
  return steps.find(({ state }) => state === 'failed')?.problem ?? problem;
}
