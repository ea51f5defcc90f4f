import type { StackContext } from '../context';
import type { StepAttempt } from '../ports';

/**
 * Does the work of a turn while giving signs of life for it. The work's signal aborts when `leaving` does, when its operation is
 * cancelled or over, and when the step is another's by now.
 */
export async function keepTurn(
  { store, clock, pace }: Pick<StackContext, 'store' | 'clock' | 'pace'>,
  step: StepAttempt,
  leaving: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const over = new AbortController();
  const watching = watch();
  try {
    await work(AbortSignal.any([leaving, stop.signal]));
  } finally {
    over.abort();
    await watching;
  }

  async function watch(): Promise<void> {
    while (!over.signal.aborted && !stop.signal.aborted) {
      await clock.sleep(pace.stepMs, over.signal);
      if (over.signal.aborted) return;
      // A database that does not answer says nothing about the turn: it is asked again.
      const goesOn = await isOurs().catch(() => true);
      if (!goesOn) stop.abort();
    }
  }

  async function isOurs(): Promise<boolean> {
    if (!(await store.operations.updateStep(step, {}))) return false;
    const operation = await store.operations.get(step.operationId);
    return operation?.state === 'running' && operation.cancelledBy === undefined;
  }
}
