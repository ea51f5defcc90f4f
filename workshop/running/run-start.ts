import type { Context } from '../context';
import type { Operation } from '../operation';
import { ProblemError, type Problem } from '../problems';
import { stretched } from '../stretches';
import type { Workshop } from '../workshop';
import { awaitSeats } from './await-seats';
import { changeSeats } from './change-seats';
import { patiently } from './patience';
import { pauseOf } from './pause';
import type { Outcome } from './run-deploy';

/** Turns all hosts on that are off, and waits until their seats answer; those AWS has no capacity for stay off, and say so. */
export async function runStart(
  context: Context,
  before: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const { store, clock, signal } = context;
  const stop = AbortSignal.any([signal, cancelled]);
  const stretches = stretched(before, { seats: before.spec.seats, resting: false }, clock.now());
  const workshop = await store.workshops.update(before.id, { stretches, startsAt: undefined, startsBy: undefined });
  const off = (await store.seats.list(workshop.id)).filter(({ state }) => state === 'stopped').map(({ no }) => no);
  await changeSeats(
    context,
    workshop,
    off.map((no) => ({ no, state: 'starting', detail: 'its instance is starting' })),
  );
  let refused: ReadonlyMap<number, Problem>;
  try {
    refused = await startAll(context, workshop, operation, stop);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (signal.aborted) return undefined;
    return { state: cancelled.aborted ? 'cancelled' : 'failed', problem: error.problem };
  }
  await changeSeats(
    context,
    workshop,
    [...refused].map(([no, { summary }]) => ({ no, state: 'stopped', detail: summary })),
  );
  const { ready, all, problem: lookProblem } = await awaitSeats(context, workshop, operation, cancelled);
  if (signal.aborted) return undefined;
  const problem = [...refused.values()][0] ?? lookProblem;
  if (ready === all && problem === undefined) return { state: 'succeeded' };
  if (cancelled.aborted) return { state: 'cancelled' };
  return { state: ready === 0 ? 'failed' : 'partial', ...(problem ? { problem } : {}) };
}

/** An instance that is still on its way down is started once it is off. */
async function startAll(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  stop: AbortSignal,
): Promise<ReadonlyMap<number, Problem>> {
  const { cloud, clock, pace } = context;
  const deadline = clock.now().getTime() + pace.readyTimeoutMs;
  for (;;) {
    const { stopping, refused } = await patiently(context, stop, pauseOf(context, operation), () =>
      cloud.startHosts(workshop),
    );
    if (stopping === 0 || stop.aborted || clock.now().getTime() >= deadline) return refused;
    await clock.sleep(pace.pollMs, stop);
  }
}
