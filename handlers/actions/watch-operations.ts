import type { HandlerDeps } from '../deps';

/** A response address lives for 30 minutes: beyond that nothing could be shown. */
const LONGEST_WATCH_MS = 25 * 60_000;

export interface OperationWatch {
  /** Resolves when all of these have ended, or after 25 minutes. */
  ended(ids: readonly string[]): Promise<void>;
  stop(): void;
}

/** Notes which operations end from now on; made before they start, so that the quickest is not missed. */
export function watchOperations({ usher, clock }: Pick<HandlerDeps, 'usher' | 'clock'>): OperationWatch {
  const over = new Set<string>();
  const stopping = new AbortController();
  let look = (): void => undefined;
  const unsubscribe = usher.subscribe((event) => {
    if (event.type !== 'operation-ended') return;
    over.add(event.operationId);
    look();
  });
  return {
    async ended(ids) {
      const all = new Promise<void>((resolve) => {
        look = () => {
          if (ids.every((id) => over.has(id))) resolve();
        };
        look();
      });
      await Promise.race([all, clock.sleep(LONGEST_WATCH_MS, stopping.signal)]);
    },
    stop() {
      unsubscribe();
      stopping.abort();
    },
  };
}
