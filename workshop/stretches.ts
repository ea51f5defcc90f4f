import type { Prices } from './ports/prices';
import type { Stretch, Workshop } from './workshop';

const HOUR_MS = 3_600_000;

/** A workshop's stretches with another one from now on, unless nothing is different; none before its first deploy. */
export function stretched(workshop: Workshop, next: Omit<Stretch, 'since'>, now: Date): readonly Stretch[] {
  const known = stretchesOf(workshop);
  const last = known.at(-1);
  if (last === undefined || (last.seats === next.seats && last.resting === next.resting)) return known;
  return [...known, { since: now.toISOString(), ...next }];
}

/** US dollars: what it costs an hour now, or would once deployed, and has cost since its first deploy, until now or its destroy. */
export async function costsOf(
  prices: Prices,
  workshop: Workshop,
  now: Date,
): Promise<{ readonly hourly: number; readonly spent: number }> {
  const { spec } = workshop;
  const stretches = stretchesOf(workshop);
  const last = stretches.at(-1);
  if (last === undefined) return { hourly: (await prices.of(spec)).hourly, spent: 0 };
  const rate = async ({ seats, resting }: Stretch): Promise<number> => {
    const price = await prices.of({ ...spec, seats });
    return resting ? price.resting : price.hourly;
  };
  const end = (workshop.destroyedAt ?? now).getTime();
  const rates = await Promise.all(stretches.map(rate));
  const spent = stretches.map(({ since }, i) => {
    const until = stretches[i + 1] ? Date.parse(stretches[i + 1]?.since ?? '') : end;
    return ((rates[i] ?? 0) * Math.max(0, until - Date.parse(since))) / HOUR_MS;
  });
  return { hourly: rates.at(-1) ?? 0, spent: spent.reduce((sum, each) => sum + each, 0) };
}

function stretchesOf({ stretches = [], deployedAt, spec }: Workshop): readonly Stretch[] {
  if (stretches.length > 0 || deployedAt === undefined) return stretches;
  return [{ since: deployedAt.toISOString(), seats: spec.seats, resting: false }];
}
