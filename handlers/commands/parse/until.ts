import { quote } from './quote';
import { usage, type UsageError } from './usage';

/** When a workshop shall end, as typed: it becomes a moment only with a clock and a time zone. */
export type Until =
  /** The next time it is that late. */
  | {
      readonly kind: 'time';
      readonly hour: number;
      readonly minute: number;
      /** Days to add to today. */ readonly days?: number;
    }
  | { readonly kind: 'in'; readonly minutes: number }
  | {
      readonly kind: 'date';
      readonly year: number;
      readonly month: number;
      readonly day: number;
      readonly hour: number;
      readonly minute: number;
    };

/** A time of day, so that it may follow a date as a word of its own. */
export const TIME_OF_DAY = /^\d{1,2}(?::\d{2})?(?:am|pm)?$/i;

const WRONG = (word: string): UsageError =>
  usage(`I cannot read ${quote(word)} as an end. Try \`17:30\`, \`2h\`, \`tomorrow 12:00\` or \`2026-11-24 17:30\`.`);

/** `17:30`, `5pm`, `2h`, `90m`, `1h30m`, `3d`, `tomorrow [time]`, `2026-11-24 [time]`; a day without a time ends at 23:59. */
export function parseUntil(typed: string): Until | UsageError {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  const span = /^(?=\d)(?:(\d{1,3})d)? ?(?:(\d{1,4})h)? ?(?:(\d{1,5})m(?:in)?)?$/.exec(text);
  if (span) {
    const minutes = Number(span[1] ?? 0) * 1440 + Number(span[2] ?? 0) * 60 + Number(span[3] ?? 0);
    return minutes > 0 ? { kind: 'in', minutes } : WRONG(typed);
  }
  const [day = '', ...rest] = text.split(/ |(?<=\d)t(?=\d)/);
  if (day === 'today' || day === 'tomorrow' || /^\d{4}-\d{1,2}-\d{1,2}$/.test(day)) {
    const time = rest.length === 0 ? { hour: 23, minute: 59 } : readTime(rest.join(''));
    if (!time) return WRONG(typed);
    if (day === 'today') return { kind: 'time', days: 0, ...time };
    if (day === 'tomorrow') return { kind: 'time', days: 1, ...time };
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    const real = new Date(Date.UTC(year, month - 1, date));
    if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== date)
      return usage(`There is no ${quote(day)} in the calendar.`);
    return { kind: 'date', year, month, day: date, ...time };
  }
  // A bare number is as likely a count as an hour.
  if (/^\d+$/.test(text))
    return usage(
      `Is ${quote(typed)} a time? Write \`${text.padStart(2, '0').slice(0, 2)}:00\`, or \`${text}h\` for a length.`,
    );
  const time = readTime(text.replace(' ', ''));
  return time ? { kind: 'time', ...time } : WRONG(typed);
}

function readTime(text: string): { hour: number; minute: number } | undefined {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(text);
  if (!match) return undefined;
  const typed = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (match[3] !== undefined && (typed < 1 || typed > 12)) return undefined;
  const hour = match[3] === undefined ? typed : (typed % 12) + (match[3] === 'pm' ? 12 : 0);
  return hour > 23 || minute > 59 ? undefined : { hour, minute };
}
