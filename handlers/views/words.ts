import type { OperationKind } from '../../workshop/operation';
import type { Sitter } from '../../workshop/seat';

/** What an operation is called. */
export const NOUNS = {
  deploy: 'deploy',
  destroy: 'destroy',
  restart: 'restart',
  rehearse: 'rehearsal',
  allow: 'change of the allow-list',
  venue: 'venue check',
  'venue-end': 'end of the venue check',
  swap: 'swap',
} as const satisfies Readonly<Record<OperationKind, string>>;

/** How times, sums, people and seat numbers are written, everywhere the same. */

/** Text that Slack shows as it is: what comes from tools and people is never markup. */
export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const mention = (userId: string): string => (userId === 'usher' ? 'Usher' : `<@${userId}>`);

/** Whoever sits somewhere: a mention, or `Ann Smith (card)` for somebody who is not in Slack. */
export const person = ({ userId, name }: Sitter): string =>
  userId === undefined ? `${escape(name ?? 'somebody')} (card)` : mention(userId);
export const channelMention = (channelId: string): string => `<#${channelId}>`;

const twoDigits = (n: number): string => String(n).padStart(2, '0');
const utcTime = (at: Date): string => `${twoDigits(at.getUTCHours())}:${twoDigits(at.getUTCMinutes())}`;
const stamp = (at: Date): number => Math.floor(at.getTime() / 1000);

/** `17:30` in the reader's own zone; in UTC, and saying so, where Slack's date markup is not understood. */
export const clockTime = (at: Date): string => `<!date^${stamp(at)}^{time}|${utcTime(at)} UTC>`;

/** `today at 17:30` in the reader's own zone. */
export const dayAndTime = (at: Date): string =>
  `<!date^${stamp(at)}^{date_short_pretty} at {time}|${at.toISOString().slice(0, 10)} ${utcTime(at)} UTC>`;

/** `24 Nov 2026` in the reader's own zone. */
export const dayOf = (at: Date): string => `<!date^${stamp(at)}^{date_short}|${at.toISOString().slice(0, 10)}>`;

/** `17:30 UTC`, for plain text. */
export const plainTime = (at: Date): string => `${utcTime(at)} UTC`;

/** US dollars: `$0.42`, `$15.70`, `$163`. */
export const money = (dollars: number): string => `$${dollars < 100 ? dollars.toFixed(2) : dollars.toFixed(0)}`;

/** `40 s`, `7 min`, `1 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `3-9, 12, 40`; after `most` runs the rest is counted: `and 14 more`. */
export function seatNumbers(numbers: readonly number[], most = 12): string {
  const runs: { from: number; to: number }[] = [];
  for (const no of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && no <= last.to + 1) last.to = no;
    else runs.push({ from: no, to: no });
  }
  const shown = runs.slice(0, most).map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
  const hidden = runs.slice(most).reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return hidden === 0 ? shown.join(', ') : `${shown.join(', ')} and ${hidden} more`;
}

/** `▓▓▓▓▓▓▓░░░` for 0.7; full only at 1. */
export function bar(fraction: number, width = 10): string {
  const full = Math.floor(Math.min(1, Math.max(0, fraction)) * width);
  return '▓'.repeat(full) + '░'.repeat(width - full);
}

/** `Jupyter`, `Jupyter and Airflow`, `A, B and C`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
