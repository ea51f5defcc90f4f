import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../workshop/ports/clock';

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) =>
    wait(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
      // An abort ends the wait early, and that is all.
      if (!signal?.aborted) throw error;
    }),
};
