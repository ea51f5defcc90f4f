import type { Workshop } from './workshop';

const HOUR_MS = 3_600_000;
/** Shares of the limit, in percent, at which the crew is told; the greatest first. */
const ALARMS = [100, 80] as const;
export type AlarmShare = (typeof ALARMS)[number];

/** Where the price of a workshop is going, in US dollars. */
export interface Outlook {
  readonly limit: number;
  readonly spent: number;
  /** At the end of the workshop, where it runs until then; undefined where it has no end ahead. */
  readonly atEnd: number | undefined;
  /** When it passes the limit, where it goes on running; undefined where it has, or costs nothing. */
  readonly passesAt: Date | undefined;
}

/** Undefined where the workshop has no limit. */
export function outlookOf(
  { priceLimit: limit, endsAt }: Pick<Workshop, 'priceLimit' | 'endsAt'>,
  { spent, hourly }: { readonly spent: number; readonly hourly: number },
  now: Date,
): Outlook | undefined {
  if (limit === undefined) return undefined;
  const left = endsAt ? (endsAt.getTime() - now.getTime()) / HOUR_MS : 0;
  const passesAt =
    spent >= limit || hourly <= 0 ? undefined : new Date(now.getTime() + ((limit - spent) / hourly) * HOUR_MS);
  return { limit, spent, atEnd: left > 0 ? spent + hourly * left : undefined, passesAt };
}

/** Whether the plan, until its end, passes the limit. */
export const willPass = ({ limit, spent, atEnd }: Outlook): boolean => (atEnd ?? spent) > limit;

/** Which share of the limit the price has passed; undefined below all of them. */
export const passedShare = ({ limit, spent }: Outlook): AlarmShare | undefined =>
  ALARMS.find((share) => spent * 100 >= limit * share);

/** The limit that is offered next: half as much again, or enough until the end; rounded up to two digits. */
export function nextLimit({ limit, atEnd = 0 }: Outlook): number {
  const wanted = Math.max(limit * 1.5, atEnd);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(wanted)) - 1);
  return Math.ceil(wanted / step) * step;
}
