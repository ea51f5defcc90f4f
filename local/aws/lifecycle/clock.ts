/** Time as the region lives it: `speed` times as fast as ours. */
export interface Clock {
  readonly speed: number;
  /** Calls `act` after so many AWS seconds; the returned function calls it off. */
  after(seconds: number, act: () => void): () => void;
  /** Calls nothing any more. */
  stop(): void;
}

/** A clock that runs `speed` times as fast as ours. */
export function startClock(speed: number): Clock {
  const timers = new Set<NodeJS.Timeout>();
  return {
    speed,
    after(seconds, act) {
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          act();
        },
        (seconds * 1000) / speed,
      );
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
