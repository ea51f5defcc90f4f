import type { Price, Prices } from './ports/prices';
import type { Stretch, Workshop, WorkshopSpec } from './workshop';

/** A workshop's stretches with another one from now on, unless nothing is different; none before its first deploy. */
export function stretched(workshop: Workshop, next: Omit<Stretch, 'since'>, now: Date): readonly Stretch[] {
  const known = stretchesOf(workshop);
  const last = known.at(-1);
  if (last === undefined || (last.seats === next.seats && last.resting === next.resting)) return known;
  return [...known, { since: now.toISOString(), ...next }];
}

/** A stretch with what the workshop was, and cost an hour. */
export interface PricedStretch {
  readonly from: Date;
  readonly until: Date;
  readonly resting: boolean;
  readonly spec: WorkshopSpec;
  readonly price: Price;
}

/** A workshop's stretches until now or its destroy; none before its first deploy. */
export function pricedStretches(prices: Prices, workshop: Workshop, now: Date): Promise<PricedStretch[]> {
  const stretches = stretchesOf(workshop);
  const end = workshop.destroyedAt ?? now;
  return Promise.all(
    stretches.map(async ({ since, seats, resting }, index) => {
      const spec = { ...workshop.spec, seats };
      const next = stretches[index + 1];
      const until = next ? new Date(next.since) : end;
      // The first begins with whatever stood first.
      const from = new Date(index === 0 ? 0 : since);
      return { from, until, resting, spec, price: await prices.of(spec) };
    }),
  );
}

function stretchesOf({ stretches = [], deployedAt, spec }: Workshop): readonly Stretch[] {
  if (stretches.length > 0 || deployedAt === undefined) return stretches;
  return [{ since: deployedAt.toISOString(), seats: spec.seats, resting: false }];
}
