import type { Outbox } from '../progress/outbox';
import type { Message } from '../views/blocks';

/** Edits of cards, paced over minutes when there are hundreds: each message gets only its newest wish. */
export interface Wanted {
  /** The message shall read like this; the last wish counts. */
  show(channel: string, ts: string, message: Message): void;
  /** The message shall read like this for good: later wishes for it are ignored. */
  retire(channel: string, ts: string, message: Message): void;
  /** Resolves when every wish so far was fulfilled or given up. */
  idle(): Promise<void>;
}

export function createWanted(outbox: Outbox): Wanted {
  const wishes = new Map<string, Message>();
  const retired = new Set<string>();
  const running = new Set<Promise<unknown>>();

  function show(channel: string, ts: string, message: Message): void {
    const key = `${channel}:${ts}`;
    const queued = wishes.has(key);
    wishes.set(key, message);
    if (queued) return;
    const edit = outbox
      .edit(channel, ts, () => {
        const wish = wishes.get(key) ?? message;
        wishes.delete(key);
        return wish;
      })
      .finally(() => {
        wishes.delete(key);
        running.delete(edit);
      });
    running.add(edit);
  }

  return {
    show(channel, ts, message) {
      if (!retired.has(`${channel}:${ts}`)) show(channel, ts, message);
    },
    retire(channel, ts, message) {
      show(channel, ts, message);
      retired.add(`${channel}:${ts}`);
    },
    async idle() {
      await Promise.all(running);
    },
  };
}
