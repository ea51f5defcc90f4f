import { MOST_SEATS } from '../../../workshop/seat-plan';
import { quote } from './quote';
import { usage, type UsageError } from './usage';

/** Which seats are meant, before anybody has looked at the workshop. */
export type SeatSelector =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  /** Wherever this Slack user sits. */
  | { readonly kind: 'person'; readonly userId: string }
  /** Wherever somebody of this name sits who is on the roster by name. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'failing' }
  | { readonly kind: 'all' };

/** `7`, `007`, `#7`, `3-9`, `<@U1>`, `"Ann Smith"`, `failing` or `all`; undefined where the word looks like none of them. */
export function readSelector(word: string): SeatSelector | UsageError | undefined {
  const lower = word.trim().toLowerCase();
  if (lower === 'all' || lower === 'everyone' || lower === 'everything') return { kind: 'all' };
  if (lower === 'failing' || lower === 'failed' || lower === 'broken') return { kind: 'failing' };
  const person = /^<@([A-Za-z0-9]+)>$/.exec(word.trim());
  if (person) return { kind: 'person', userId: (person[1] ?? '').toUpperCase() };
  if (lower.startsWith('@')) {
    return usage(
      `I cannot tell who ${quote(word)} is. Pick the name from the list Slack offers after the @, or give the seat's number.`,
    );
  }
  const range = /^#?(\d{1,6})(?:\s*(?:-|\u2013|\.\.)\s*#?(\d{1,6}))?$/.exec(lower);
  // Only quotes keep two words together.
  if (!range) return /\S\s+\S/.test(word) ? { kind: 'name', name: word.trim() } : undefined;
  const from = Number(range[1]);
  const to = range[2] === undefined ? from : Number(range[2]);
  const wrong = [from, to].find((no) => no < 1 || no > MOST_SEATS);
  if (wrong !== undefined) return usage(`There is no seat ${wrong}. Seats go from 1 up.`);
  return { kind: 'range', from: Math.min(from, to), to: Math.max(from, to) };
}

/** As `readSelector`, and refuses every other word. */
export function parseSelector(word: string): SeatSelector | UsageError {
  return (
    readSelector(word) ??
    usage(
      `${quote(word)} is not a seat. A seat is a number like \`7\`, a range like \`3-9\`, a person like \`@grace\` or \`"Ann Smith"\`, \`failing\` or \`all\`.`,
    )
  );
}

/** How many seats a workshop shall have: 1 to 1,000. */
export function parseSeatCount(word: string): number | UsageError {
  const plain = word.trim().replace(/(\d)[,.'\u2019_](?=\d{3}(\D|$))/g, '$1');
  if (!/^[+-]?\d{1,15}(\.\d+)?$/.test(plain)) {
    return usage(`How many seats is ${quote(word)}? I need a number from 1 to 1,000.`);
  }
  const seats = Number(plain);
  if (seats < 1) return usage(`${quote(word)} seats would be a quiet workshop. It takes a number from 1 to 1,000.`);
  if (!Number.isInteger(seats)) return usage(`Seats come whole: ${Math.floor(seats)} or ${Math.ceil(seats)}?`);
  if (seats > MOST_SEATS) {
    return usage(
      `${seats.toLocaleString('en-GB')} seats are more than one workshop can hold: 1,000 are the most. Two workshops side by side work.`,
    );
  }
  return seats;
}
