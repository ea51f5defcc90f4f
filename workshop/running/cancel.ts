import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Problem } from '../problems';
import type { Workshop } from '../workshop';

const MINUTE_MS = 60_000;
/** A deploy of 1,000 seats takes about an hour where AWS's own limits are the pace, and a database 17 minutes at worst. */
const LEAST_MS = 90 * MINUTE_MS;
const A_SEAT_MS = 0.12 * MINUTE_MS;

/** When an operation has taken longer than anything it waits for could: what goes on after that is not worth waiting for. */
export const deadlineOf = ({ startedAt }: Operation, { spec }: Workshop): Date =>
  new Date(startedAt.getTime() + LEAST_MS + spec.seats * A_SEAT_MS);

/** Who asks an operation to stop whose time is up. */
const LATE = 'usher';

export interface CancelWatch {
  /** Aborts when somebody, or the deadline, asked for the operation to be stopped. */
  readonly cancelled: AbortSignal;
  /** Whether it was the deadline. */
  isLate(): boolean;
  stop(): Promise<void>;
}

/** Looks whether an operation is to be stopped, as long as it is run here. */
export function watchCancel(context: Context, workshop: Workshop, operation: Operation): CancelWatch {
  const { store, clock, pace } = context;
  const cancelled = new AbortController();
  const over = new AbortController();
  const deadline = deadlineOf(operation, workshop);
  let by = operation.cancelledBy;
  if (by !== undefined) cancelled.abort();

  const watching = (async () => {
    while (!over.signal.aborted && !cancelled.signal.aborted) {
      await clock.sleep(pace.stepMs, over.signal);
      if (over.signal.aborted) return;
      if (clock.now() >= deadline) await store.operations.cancel(operation.id, LATE).catch(() => undefined);
      // A database that does not answer is asked again.
      const now = await store.operations.get(operation.id).catch(() => undefined);
      by = now?.cancelledBy;
      if (by !== undefined) cancelled.abort();
    }
  })();
  return {
    cancelled: cancelled.signal,
    isLate: () => by === LATE,
    async stop() {
      over.abort();
      await watching;
    },
  };
}

/** Why an operation ended whose time was up. */
export const lateProblem = ({ kind }: Operation): Problem => ({
  kind: 'timeout',
  summary: `The ${kind} took too long, so it was stopped.`,
  next: 'Give the command again: it goes on where it stopped.',
});
