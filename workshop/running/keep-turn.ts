import type { StackContext } from '../context';
import type { StepAttempt } from '../ports/operation-store';

/**
 * How long a process that gets no answer of the database goes on, in milliseconds: another has taken the step over by then, and
 * waits at least a minute longer before it takes Terraform's lock for a dead one's.
 */
export const DEAF_MS = 40_000;

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
    let heard = clock.now().getTime();
    let asking: Promise<void> | undefined;
    const ask = async (): Promise<void> => {
      // A database that does not answer says nothing about the turn: it is asked again, for a while.
      const answer = await isOurs().catch(() => undefined);
      if (answer !== undefined) heard = clock.now().getTime();
      if (answer === false) stop.abort();
      asking = undefined;
    };
    while (!over.signal.aborted && !stop.signal.aborted) {
      await clock.sleep(pace.stepMs, over.signal);
      if (over.signal.aborted) break;
      asking ??= ask();
      if (clock.now().getTime() - heard >= DEAF_MS) stop.abort();
    }
    await asking;
  }

  async function isOurs(): Promise<boolean> {
    if (!(await store.operations.updateStep(step, {}))) return false;
    const operation = await store.operations.get(step.operationId);
    return operation?.state === 'running' && operation.cancelledBy === undefined;
  }
}
