import type { Context } from '../context';
import { hasEnded, isAbout, type Operation } from '../operation';
import type { Problem } from '../problems';
import { ProblemError } from '../problems';
import type { Workshop } from '../workshop';
import { changeSeats } from './change-seats';
import { replaceSilent, type Silence } from './replace-silent';
import { lookAtSeats, recordLooks } from './watch-seats';
import { whyNot } from './why-not';

export interface Awaited {
  readonly ready: number;
  readonly all: number;
  /** Set when AWS could not be asked at the end. */
  readonly problem: Problem | undefined;
}

/**
 * Looks at the seats of an operation that are starting, again and again, until none is left that starts or comes, or the time is up; instances that
 * never register are made anew once. Seats that did not answer in time become `failing` with the reason AWS knows.
 */
export async function awaitSeats(
  context: Context,
  workshopBefore: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Awaited> {
  const { store, clock, pace } = context;
  const stop = AbortSignal.any([context.signal, cancelled]);
  const { id } = workshopBefore;
  const silence: Silence = new Map();
  let problem: Problem | undefined;
  let deadline: number | undefined;
  for (; !stop.aborted; await clock.sleep(pace.pollMs, stop)) {
    // Asked first: what it says has ended has put its seats to `starting` before.
    const last = (await store.operations.steps(operation.id)).every(hasEnded);
    const now = clock.now().getTime();
    deadline = last ? (deadline ?? now + pace.readyTimeoutMs) : undefined;
    const workshop = (await store.workshops.get(id)) ?? workshopBefore;
    const starting = (await store.seats.list(id))
      .filter(({ no, state }) => state === 'starting' && isAbout(operation, no))
      .map(({ no }) => no);
    if (starting.length === 0) {
      if (last) break;
      continue;
    }
    try {
      const { looks, snapshot } = await lookAtSeats(context, workshop, starting);
      // Restartable faults are normal while a seat starts: ECS itself starts its tasks. Only time makes them failures.
      await recordLooks(
        context,
        workshop,
        looks.map((look) => ({ ...look, faults: look.faults.map((fault) => ({ ...fault, mend: 'wait' as const })) })),
      );
      if (problem !== undefined) await store.operations.setPaused(operation.id, undefined);
      problem = undefined;
      await replaceSilent(context, workshop, operation, starting, snapshot, silence);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (problem === undefined)
        context.log(`the seats of ${workshop.spec.name} cannot be looked at: ${error.message}`);
      problem = error.problem;
      if (last && problem.kind === 'permission') break;
      // Somebody has to renew them, and until then nobody knows how the seats are.
      if (problem.kind === 'credentials') {
        await store.operations.setPaused(operation.id, problem);
        deadline = undefined;
      }
    }
    context.changed(id, operation.id);
    if (deadline !== undefined && now >= deadline) {
      await giveUp(context, workshop, operation);
      break;
    }
  }
  const seats = (await store.seats.list(id)).filter(({ no }) => isAbout(operation, no));
  return { ready: seats.filter((seat) => seat.state === 'ready').length, all: seats.length, problem };
}

async function giveUp(context: Context, workshop: Workshop, operation: Operation): Promise<void> {
  const late = (await context.store.seats.list(workshop.id)).filter(
    ({ no, state }) => state === 'starting' && isAbout(operation, no),
  );
  const reasons = await whyNot(context, workshop, late);
  await changeSeats(
    context,
    workshop,
    late.map((seat) => ({
      no: seat.no,
      state: 'failing',
      detail: reasons.get(seat.no) ?? seat.detail ?? 'did not answer in time',
    })),
  );
}
