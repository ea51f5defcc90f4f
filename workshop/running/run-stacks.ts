import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Workshop } from '../workshop';
import type { Outcome } from './run-deploy';
import { workThrough } from './work-through';

/** Has every stack of the operation worked on, side by side. */
export async function runStacks(
  context: Context,
  _workshop: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const steps = await workThrough(context, operation, cancelled, { mayBegin: (now) => now.map(({ stack }) => stack) });
  if (context.signal.aborted) return undefined;
  const problem = steps.find(({ state }) => state === 'failed')?.problem;
  if (problem) return { state: 'failed', problem };
  return { state: steps.every(({ state }) => state === 'done') ? 'succeeded' : 'cancelled' };
}
