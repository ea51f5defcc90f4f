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

/** Retired messages remembered: far more than could still be wished for. */
const MOST_RETIRED = 5_000;

export function createWanted(outbox: Outbox): Wanted {
  const wishes = new Map<string, Message>();
  const retired = new Set<string>();
  const running = new Map<string, Promise<void>>();

  async function fulfil(key: string, channel: string, ts: string): Promise<void> {
    while (wishes.has(key)) {
      let sent: Message | undefined;
      const done = await outbox.edit(channel, ts, () => (sent = wishes.get(key) as Message));
      if (done !== 'edited' || wishes.get(key) === sent) wishes.delete(key);
    }
    running.delete(key);
  }

  function show(channel: string, ts: string, message: Message): void {
    const key = `${channel}:${ts}`;
    wishes.set(key, message);
    if (!running.has(key)) running.set(key, fulfil(key, channel, ts));
  }

  return {
    show(channel, ts, message) {
      if (!retired.has(`${channel}:${ts}`)) show(channel, ts, message);
    },
    retire(channel, ts, message) {
      show(channel, ts, message);
      retired.add(`${channel}:${ts}`);
      const [oldest] = retired;
      if (oldest !== undefined && retired.size > MOST_RETIRED) retired.delete(oldest);
    },
    async idle() {
      await Promise.all(running.values());
    },
  };
}
