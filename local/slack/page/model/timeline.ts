import type { PageMessage } from '../../protocol';
import { dayKey, dayLabel, tsToMs, type Clock } from '../text/dates';
import { compareTs } from './state';

/** One line of a conversation as it is drawn. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly label: string }
  | { readonly kind: 'new'; readonly key: string }
  /** `continued`: by the same author shortly after, drawn without avatar and name. */
  | { readonly kind: 'message'; readonly key: string; readonly message: PageMessage; readonly continued: boolean };

/** Messages by one author this far apart (ms) still form one group. */
const groupWithin = 5 * 60_000;

/** The messages of a conversation that belong into its main column, oldest first. */
export function mainMessages(messages: readonly PageMessage[], channel: string): readonly PageMessage[] {
  return messages.filter(
    (message) => message.channel === channel && (message.threadTs === undefined || message.threadTs === message.ts),
  );
}

/** The replies of one thread, oldest first, without the parent. */
export function repliesOf(messages: readonly PageMessage[], channel: string, parent: string): readonly PageMessage[] {
  return messages.filter(
    (message) => message.channel === channel && message.threadTs === parent && message.ts !== parent,
  );
}

/** Rows with date separators, the "new" line before the first message not older than `firstUnread`, and authors grouped. */
export function rowsOf(messages: readonly PageMessage[], clock: Clock, firstUnread?: string): readonly Row[] {
  const rows: Row[] = [];
  let previous: PageMessage | undefined;
  let unread = firstUnread !== undefined;
  for (const message of messages) {
    const ms = tsToMs(message.ts);
    const newDay = previous === undefined || dayKey(tsToMs(previous.ts), clock) !== dayKey(ms, clock);
    const isFirstUnread = unread && compareTs(message.ts, firstUnread ?? '') >= 0;
    if (newDay) rows.push({ kind: 'day', key: `day ${message.ts}`, label: dayLabel(ms, clock) });
    if (isFirstUnread) {
      rows.push({ kind: 'new', key: 'new' });
      unread = false;
    }
    const continued =
      !newDay &&
      !isFirstUnread &&
      previous?.user === message.user &&
      previous.ephemeral === message.ephemeral &&
      previous.replyCount === 0 &&
      ms - tsToMs(previous.ts) < groupWithin;
    rows.push({ kind: 'message', key: message.ts, message, continued });
    previous = message;
  }
  return rows;
}

/** The ts of the first of the last `unread` messages by others. */
export function firstUnreadOf(messages: readonly PageMessage[], me: string, unread: number): string | undefined {
  return unread > 0 ? messages.filter((message) => message.user !== me).at(-unread)?.ts : undefined;
}

/** The last message this person may edit, in a conversation or (with `threadTs`) in a thread. */
export function lastOwn(
  messages: readonly PageMessage[],
  me: string,
  channel: string,
  threadTs?: string,
): PageMessage | undefined {
  const here = threadTs === undefined ? mainMessages(messages, channel) : repliesOf(messages, channel, threadTs);
  return here
    .filter((message) => message.user === me && !message.ephemeral)
    .toSorted((left, right) => compareTs(left.ts, right.ts))
    .at(-1);
}
