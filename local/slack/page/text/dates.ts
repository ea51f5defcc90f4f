/** How the reader writes times; the page takes the browser's, tests name theirs. `now` in milliseconds. */
export interface Clock {
  readonly now: number;
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
}

/** A Slack `ts` in milliseconds. */
export const tsToMs = (ts: string): number => Number(ts) * 1000;

/** Making one takes longer than drawing the message it is for. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function show(ms: number, { locale, timeZone }: Clock, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([locale, timeZone, options]);
  const known =
    formatters.get(key) ??
    new Intl.DateTimeFormat(locale, { ...options, ...(timeZone === undefined ? {} : { timeZone }) });
  formatters.set(key, known);
  return known.format(ms);
}

/** `10:42`. */
export const timeOfDay = (ms: number, clock: Clock): string => show(ms, clock, { hour: 'numeric', minute: '2-digit' });

/** Date, time and zone, for a tooltip. */
export const fullTime = (ms: number, clock: Clock): string => show(ms, clock, { dateStyle: 'full', timeStyle: 'long' });

/** A key that two moments of one local day share. */
export const dayKey = (ms: number, clock: Clock): string =>
  show(ms, { ...clock, locale: 'en-CA' }, { year: 'numeric', month: '2-digit', day: '2-digit' });

/** `Today`, `Yesterday` or `Monday, 23 November`. */
export function dayLabel(ms: number, clock: Clock): string {
  const near = nearDay(ms, clock);
  return near
    ? near[0]?.toUpperCase() + near.slice(1)
    : show(ms, clock, { weekday: 'long', day: 'numeric', month: 'long' });
}

function nearDay(ms: number, clock: Clock): string | undefined {
  const day = 86_400_000;
  const key = dayKey(ms, clock);
  if (key === dayKey(clock.now, clock)) return 'today';
  if (key === dayKey(clock.now - day, clock)) return 'yesterday';
  return key === dayKey(clock.now + day, clock) ? 'tomorrow' : undefined;
}

/** Fills the tokens of `<!date^...>`: `{date_short} at {time}`. A token it does not know stays as it is. */
export function formatDate(epochSeconds: number, format: string, clock: Clock): string {
  const ms = epochSeconds * 1000;
  const long: Intl.DateTimeFormatOptions = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' };
  const short: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' };
  const medium: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', day: 'numeric' };
  const tokens: Readonly<Record<string, () => string>> = {
    date_num: () => dayKey(ms, clock),
    date_slash: () => show(ms, clock, { year: 'numeric', month: '2-digit', day: '2-digit' }),
    date: () => show(ms, clock, medium),
    date_short: () => show(ms, clock, short),
    date_long: () => show(ms, clock, long),
    date_pretty: () => nearDay(ms, clock) ?? show(ms, clock, medium),
    date_short_pretty: () => nearDay(ms, clock) ?? show(ms, clock, short),
    date_long_pretty: () => nearDay(ms, clock) ?? show(ms, clock, long),
    day_divider_pretty: () => nearDay(ms, clock) ?? show(ms, clock, long),
    time: () => timeOfDay(ms, clock),
    time_secs: () => show(ms, clock, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(ms, clock),
  };
  return format.replace(
    /\{(\w+)\}/g,
    (whole, name: string) => (Object.hasOwn(tokens, name) ? tokens[name]?.() : undefined) ?? whole,
  );
}

function ago(ms: number, clock: Clock): string {
  const seconds = Math.round((ms - clock.now) / 1000);
  const relative = new Intl.RelativeTimeFormat(clock.locale, { numeric: 'auto' });
  for (const [unit, size] of [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return relative.format(seconds, 'second');
}
