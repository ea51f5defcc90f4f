import type { Outbox } from '../progress/outbox';
import type { Message } from '../views/blocks';

/** Edits that nobody waits for, paced over minutes when there are hundreds: each message gets only its newest wish. */
export interface Wanted {
  /** The message shall read like this; the last wish counts, and one that is fulfilled already costs nothing. */
  show(channel: string, ts: string, message: Message): void;
  /** The message shall read like this for good: later wishes for it are ignored. */
  retire(channel: string, ts: string, message: Message): void;
  /** Notes that the message was posted reading like this. */
  posted(channel: string, ts: string, message: Message): void;
  /** Whether an edit found that the message is there no more, or can be edited no more. */
  isGone(channel: string, ts: string): boolean;
  /** Resolves when every wish so far was fulfilled or given up. */
  idle(): Promise<void>;
}

/** Retired messages remembered: far more than could still be wished for. */
const MOST_RETIRED = 5_000;

export function createWanted(outbox: Outbox): Wanted {
  const wishes = new Map<string, Message>();
  /** As it reads now, where this process made it so. */
  const drawn = new Map<string, string>();
  const gone = new Set<string>();
  const retired = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const keyOf = (channel: string, ts: string): string => `${channel}:${ts}`;

  async function fulfil(key: string, channel: string, ts: string): Promise<void> {
    while (wishes.has(key)) {
      let sent: Message | undefined;
      const done = await outbox.edit(channel, ts, () => (sent = wishes.get(key) as Message));
      if (done === 'edited' && sent) drawn.set(key, JSON.stringify(sent));
      if (done === 'gone') gone.add(key);
      if (done !== 'edited' || wishes.get(key) === sent) wishes.delete(key);
    }
    running.delete(key);
  }

  function show(channel: string, ts: string, message: Message): void {
    const key = keyOf(channel, ts);
    if (!running.has(key) && drawn.get(key) === JSON.stringify(message)) return;
    wishes.set(key, message);
    if (!running.has(key)) running.set(key, fulfil(key, channel, ts));
  }

  return {
    show(channel, ts, message) {
      if (!retired.has(keyOf(channel, ts))) show(channel, ts, message);
    },
    retire(channel, ts, message) {
      show(channel, ts, message);
      retired.add(keyOf(channel, ts));
      const [oldest] = retired;
      if (oldest !== undefined && retired.size > MOST_RETIRED) retired.delete(oldest);
    },
    posted: (channel, ts, message) => void drawn.set(keyOf(channel, ts), JSON.stringify(message)),
    isGone: (channel, ts) => gone.has(keyOf(channel, ts)),
    async idle() {
      await Promise.all(running.values());
    },
  };
}
