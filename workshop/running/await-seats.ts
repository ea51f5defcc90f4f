import type { Context } from '../context';
import type { Problem } from '../problems';
import { ProblemError } from '../problems';
import type { Workshop } from '../workshop';
import { changeSeats, lookAtSeats, recordLooks } from './watch-seats';

export interface Awaited {
  readonly ready: number;
  readonly all: number;
  /** Set when AWS could not be asked at the end. */
  readonly problem: Problem | undefined;
}

/**
 * Looks at the seats that are starting, again and again, until none is left or the time is up after `noMoreToCome` aborted.
 * Seats that did not answer in time become `failing` with the reason last seen.
 */
export async function awaitSeats(
  context: Context,
  workshop: Workshop,
  operationId: string,
  noMoreToCome: AbortSignal,
): Promise<Awaited> {
  const { store, clock, pace, signal } = context;
  let problem: Problem | undefined;
  let deadline: number | undefined;
  while (!signal.aborted) {
    const last = noMoreToCome.aborted;
    if (last) deadline ??= clock.now().getTime() + pace.readyTimeoutMs;
    const seats = await store.seats.list(workshop.id);
    const starting = seats.filter((seat) => seat.state === 'starting').map((seat) => seat.no);
    if (starting.length > 0) {
      try {
        const { looks } = await lookAtSeats(context, workshop, starting);
        // Restartable faults are normal while a seat starts: ECS itself starts its tasks. Only time makes them failures.
        await recordLooks(
          context,
          workshop,
          looks.map((look) => ({
            ...look,
            faults: look.faults.map((fault) => ({ ...fault, mend: 'wait' as const })),
          })),
        );
        problem = undefined;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        if (problem === undefined)
          context.log(`the seats of ${workshop.spec.name} cannot be looked at: ${error.message}`);
        problem = error.problem;
        // Waiting mends neither.
        if (last && (problem.kind === 'credentials' || problem.kind === 'permission')) break;
      }
      context.changed(workshop.id, operationId);
    } else if (last) break;
    if (deadline !== undefined && clock.now().getTime() >= deadline) {
      await giveUp(context, workshop);
      break;
    }
    await clock.sleep(pace.pollMs, last ? signal : AbortSignal.any([signal, noMoreToCome]));
  }
  const seats = await store.seats.list(workshop.id);
  return { ready: seats.filter((seat) => seat.state === 'ready').length, all: seats.length, problem };
}

async function giveUp(context: Context, workshop: Workshop): Promise<void> {
  const seats = (await context.store.seats.list(workshop.id)).filter((seat) => seat.state === 'starting');
  await changeSeats(
    context,
    workshop,
    seats.map((seat) => ({ no: seat.no, state: 'failing', detail: seat.detail ?? 'did not answer in time' })),
  );
}
