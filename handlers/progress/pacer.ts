import type { Clock } from '../../workshop/ports/clock';

/** Hands out permission to call a rate-limited method, in order of asking. */
export interface Pacer {
  /** Resolves when the next call may be made; at once, with false, when the signal aborts. */
  take(signal: AbortSignal): Promise<boolean>;
  /** After a 429: nobody may call for this long. */
  pause(ms: number): void;
}

/** A bucket of `burst` calls, refilled at `perMinute`. */
export function createPacer(clock: Clock, perMinute: number, burst: number): Pacer {
  const interval = 60_000 / perMinute;
  /** Moment at which the bucket is full again. */
  let full = 0;
  let pausedUntil = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const turn = async (signal: AbortSignal): Promise<boolean> => {
    for (;;) {
      if (signal.aborted) return false;
      const now = clock.now().getTime();
      const wait = Math.max(pausedUntil - now, Math.max(full, now) - now - (burst - 1) * interval);
      if (wait <= 0) break;
      await clock.sleep(wait, signal);
    }
    full = Math.max(full, clock.now().getTime()) + interval;
    return true;
  };

  return {
    take(signal) {
      const mine = queue.then(() => turn(signal));
      queue = mine.catch(() => undefined);
      return mine;
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now().getTime() + ms);
    },
  };
}
