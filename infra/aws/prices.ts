import { ROOT_VOLUME, ZONES_OF_LOAD_BALANCER } from '../../workshop/needs';
import type { Price, PricePart, Prices } from '../../workshop/ports/prices';
import { loadBalancerCount, natGatewayCount } from '../../workshop/seat-plan';
import type { WorkshopSpec } from '../../workshop/workshop';
import { databaseLoad, databaseStorage } from '../../workshop/database-size';
import type { CloudOptions } from './clients';
import { listRates } from './list-rates';
import { createLiveRates, type LiveRates } from './live-rates';
import type { Rates } from './price-items';

const HOURS_A_MONTH = 730;
/** Nobody waits longer for a price; what comes later is for the next one who asks. */
const BUDGET_MS = 5_000;

/** Prices of today from AWS, kept for a day; list prices where AWS does not answer in time or lacks one of them. */
export function createPrices(options: CloudOptions & { readonly budgetMs?: number } = {}): Prices {
  const live = createLiveRates(options);
  const budgetMs = options.budgetMs ?? BUDGET_MS;
  return {
    async of(spec) {
      const rates = await within(budgetMs, askFor(live, spec));
      return rates ? priceOf(spec, rates, 'live') : listPrice(spec);
    },
  };
}

/** By the prices embedded in this version of Usher. */
export const listPrice = (spec: WorkshopSpec): Price =>
  priceOf(spec, listRates(spec.region, spec.instanceType, databaseLoad(spec)?.instanceClass), 'list');

function askFor(live: LiveRates, spec: WorkshopSpec): ReturnType<LiveRates> {
  const databaseClass = databaseLoad(spec)?.instanceClass;
  return live({
    region: spec.region,
    instanceType: spec.instanceType,
    databaseClass: databaseClass ?? '',
    rates: [
      ...(['instanceHour', 'volumeMonth', 'balancerHour', 'capacityHour', 'addressHour'] as const),
      ...(databaseClass === undefined ? [] : (['databaseHour', 'databaseMonth'] as const)),
      ...(natGatewayCount(spec) > 0 ? (['natHour', 'natGb'] as const) : []),
    ],
  });
}

/** Rates of what the workshop does not have count nothing. */
function priceOf(spec: WorkshopSpec, rates: Partial<Rates>, source: Price['source']): Price {
  const rate = (name: keyof Rates): number => rates[name] ?? 0;
  const { seats, storage } = spec;
  const gib = ROOT_VOLUME + (storage.kind === 'volume' ? storage.size : 0);
  const doors = loadBalancerCount(spec);
  const database = databaseLoad(spec)
    ? rate('databaseHour') + (databaseStorage(spec) * rate('databaseMonth')) / HOURS_A_MONTH
    : 0;
  const internet = natGatewayCount(spec) * (rate('natHour') + rate('addressHour'));
  const all: readonly PricePart[] = [
    // A host that is off keeps its volumes; its public address is given back.
    { kind: 'instances', of: 'seats', hourly: seats * rate('instanceHour'), rests: true },
    { kind: 'storage', of: 'seats', hourly: (seats * gib * rate('volumeMonth')) / HOURS_A_MONTH },
    { kind: 'addresses', of: 'seats', hourly: seats * rate('addressHour'), rests: true },
    { kind: 'addresses', of: 'network', hourly: doors * ZONES_OF_LOAD_BALANCER * rate('addressHour') },
    // One unit of capacity carries a load balancer's share of a workshop.
    { kind: 'load balancers', of: 'network', hourly: doors * (rate('balancerHour') + rate('capacityHour')) },
    { kind: 'database', of: 'database', hourly: database },
    { kind: 'internet', of: 'network', hourly: internet },
  ];
  const parts = all.filter(({ hourly }) => hourly > 0);
  const sum = (some: readonly PricePart[]): number => some.reduce((total, { hourly }) => total + hourly, 0);
  return {
    hourly: sum(parts),
    resting: sum(parts.filter(({ rests }) => !rests)),
    source,
    parts,
    ...(internet > 0 ? { internet: { hourly: internet, perGb: rate('natGb') } } : {}),
  };
}

async function within<T>(ms: number, asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)));
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
