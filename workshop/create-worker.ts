import type { StackContext } from './context';
import { createEventHub } from './event-hub';
import { workOnStacks } from './running/take-jobs';

/** A process that applies and destroys stacks for whoever asked, and nothing else. */
export interface Worker {
  start(): Promise<void>;
  /** Takes no more, asks running work to stop gracefully and waits for it; another worker goes on with it. */
  drain(): Promise<void>;
}

/** A worker over the given world. Any number may share one store. */
export function createWorker(ports: Omit<StackContext, 'emit' | 'changed' | 'signal'>): Worker {
  const { emit, changed } = createEventHub(ports.store.events, ports.log);
  const stopping = new AbortController();
  return {
    start: () => workOnStacks({ ...ports, emit, changed, signal: stopping.signal }),
    async drain() {
      stopping.abort();
      await ports.store.jobs.stop();
    },
  };
}
