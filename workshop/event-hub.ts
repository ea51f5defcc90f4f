import type { StackContext } from './context';
import type { EventListener, UsherEvent } from './events';
import type { Clock } from './ports/clock';
import type { EventStore } from './ports/event-store';

/** Records what happens, and tells the listeners of this process what happened here and elsewhere. */
export interface EventHub extends Pick<StackContext, 'emit' | 'changed'> {
  /** Calls back on every event until the returned function is called. */
  subscribe(listener: EventListener): () => void;
  /** Tells what other processes record, until the signal aborts. */
  follow(clock: Clock, everyMs: number, signal: AbortSignal): Promise<void>;
}

/** Ids are given before a transaction ends: one that is read may have others before it that cannot be seen yet. */
const LOOK_BACK = 200;

export function createEventHub(events: EventStore, log: (line: string) => void): EventHub {
  const listeners = new Set<EventListener>();
  /** Ids of what was told lately; kept only where what is told here is also read from the record. */
  const told = new Set<number>();
  let following = false;

  function tell(event: UsherEvent): void {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        log(`a listener failed on ${event.type}: ${String(error)}`);
      }
    }
  }

  /** Once each, whether it is met here or read from the record. */
  function tellOnce(id: number, event: UsherEvent): void {
    if (told.has(id)) return;
    if (following) told.add(id);
    tell(event);
  }

  return {
    async emit(event) {
      const { id } = await events.append(event);
      tellOnce(id, event);
    },
    changed: (workshopId, operationId) => tell({ workshopId, actor: 'usher', type: 'operation-progress', operationId }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async follow(clock, everyMs, signal) {
      following = true;
      const first = await events.last();
      for (let newest = first; !signal.aborted; await clock.sleep(everyMs, signal)) {
        try {
          for (const event of await events.after(Math.max(first, newest - LOOK_BACK))) {
            tellOnce(event.id, event);
            newest = Math.max(newest, event.id);
          }
        } catch (error) {
          log(`events cannot be read: ${String(error)}`);
        }
        for (const id of told) if (id < newest - LOOK_BACK) told.delete(id);
      }
    },
  };
}
