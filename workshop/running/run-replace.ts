import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Workshop } from '../workshop';
import { awaitSeats } from './await-seats';
import type { Outcome } from './run-deploy';
import { workThrough } from './work-through';

/** Makes the instances of some seats anew and waits until the seats answer; all others of their batches stay as they are. */
export async function runReplace(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  let settled = false;
  const seats = awaitSeats(context, workshop, operation, cancelled).finally(() => (settled = true));
  // Looked at below; without this a break of the first would leave the second to nobody.
  seats.catch(() => undefined);
  const steps = await workThrough(context, operation, cancelled, {
    mayBegin: (now) => now.map(({ stack }) => stack),
    mayComeBack: () => !settled,
  });
  const { ready, all, problem: lookProblem } = await seats;
  if (context.signal.aborted) return undefined;
  const problem = steps.find(({ state }) => state === 'failed')?.problem ?? lookProblem;
  if (ready === all && problem === undefined) return { state: 'succeeded' };
  if (cancelled.aborted) return { state: 'cancelled' };
  return { state: ready === 0 ? 'failed' : 'partial', ...(problem ? { problem } : {}) };
}
