import type { Clock } from '../../workshop/ports/clock';

/** Work on a key is done once for everything that was asked for while it waited or ran. */
export interface Coalesced<T> {
  /** Resolves when a run that includes these items has ended. */
  add(key: string, items: Iterable<T>): Promise<void>;
  /** Resolves when nothing is waiting or running. */
  idle(): Promise<void>;
}

/** `run` is called with all items gathered within `waitMs`; never twice at a time for a key. It must not throw. */
export function coalesce<T>(
  clock: Clock,
  waitMs: number,
  signal: AbortSignal,
  run: (key: string, items: ReadonlySet<T>) => Promise<void>,
): Coalesced<T> {
  const gathering = new Map<string, { items: Set<T>; done: Promise<void> }>();
  const last = new Map<string, Promise<void>>();

  async function runLater(key: string, items: Set<T>): Promise<void> {
    await Promise.all([clock.sleep(waitMs, signal), last.get(key)]);
    gathering.delete(key);
    if (!signal.aborted) await run(key, items);
  }

  return {
    add(key, items) {
      const open = gathering.get(key);
      if (open) {
        for (const item of items) open.items.add(item);
        return open.done;
      }
      const gathered = new Set(items);
      const done = runLater(key, gathered).finally(() => {
        if (last.get(key) === done) last.delete(key);
      });
      gathering.set(key, { items: gathered, done });
      last.set(key, done);
      return done;
    },
    async idle() {
      await Promise.all(last.values());
    },
  };
}
