import type { Until } from './until';

/** Longest a workshop may be planned to run, in days: beyond it, a slip of the pen is likelier than a wish. */
export const LONGEST_DAYS = 92;

/** The moment meant by somebody in this IANA zone; `past` or `far` where no workshop can end then. */
export function resolveUntil(until: Until, now: Date, zone: string): Date | 'past' | 'far' {
  const end = moment(until, now, zone);
  if (end.getTime() <= now.getTime()) return 'past';
  return end.getTime() - now.getTime() > LONGEST_DAYS * 86_400_000 ? 'far' : end;
}

function moment(until: Until, now: Date, zone: string): Date {
  if (until.kind === 'in') return new Date(now.getTime() + until.minutes * 60_000);
  if (until.kind === 'date') return fromWall(until.year, until.month, until.day, until.hour, until.minute, zone);
  const today = wall(now, zone);
  const on = (days: number) => fromWall(today.year, today.month, today.day + days, until.hour, until.minute, zone);
  if (until.days !== undefined) return on(until.days);
  const end = on(0);
  return end.getTime() > now.getTime() ? end : on(1);
}

interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

function wall(at: Date, zone: string): Wall {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') };
}

/** The moment a wall clock in the zone shows this; in the hour that a clock change skips, the moment after it. */
function fromWall(year: number, month: number, day: number, hour: number, minute: number, zone: string): Date {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    const seen = wall(new Date(guess), zone);
    guess += wanted - Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute);
  }
  return new Date(guess);
}
