import { sizeOf } from '../model/instance-types';
import { PRICED_REGIONS } from '../model/rates';
import type { Tags } from '../model/tags';
import type { World } from '../model/world';
import type { Call } from '../proxy/call';
import { inner, list, strings, text } from '../proxy/query';
import { json, type Refusal, type Reply } from '../proxy/reply';
import type { Handlers } from './handler';

const HOUR_MS = 3_600_000;
const COMPUTE = 'Amazon Elastic Compute Cloud - Compute';
const BALANCING = 'Amazon Elastic Load Balancing';

interface Entry {
  /** `2026-11-24`, UTC. */
  readonly day: string;
  readonly service: string;
  readonly tags: Tags;
  amount: number;
}

/** What the account is billed. */
export interface CostBook {
  /** Bills what runs now for this long. */
  meter(world: World, ms: number): void;
  /** Bills something besides. */
  book(key: string, value: string, service: string, amount: number): void;
  /** From now on costs are broken down by this tag, as an owner chooses on the page of cost allocation tags. */
  activate(key: string): void;
  /** Takes back all that was activated. */
  reset(): void;
  readonly entries: readonly Entry[];
  readonly active: ReadonlySet<string>;
}

export function createCostBook(): CostBook {
  const entries = new Map<string, Entry>();
  const active = new Set<string>();
  const add = (id: string, service: string, tags: Tags, amount: number): void => {
    const day = new Date().toISOString().slice(0, 10);
    const entry = entries.get(`${day} ${id}`) ?? { day, service, tags, amount: 0 };
    entry.amount += amount;
    entries.set(`${day} ${id}`, entry);
  };
  const ratesOf = (region: string) => (PRICED_REGIONS[region] ?? PRICED_REGIONS['eu-west-1']!).rates;
  return {
    meter({ instances, loadBalancers }, ms) {
      const hours = ms / HOUR_MS;
      for (const { id, region, type, tags, state } of instances.values()) {
        if (state !== 'running' && state !== 'pending') continue;
        const rate = (ratesOf(region).gib[type.slice(0, 1)] ?? 0.01) * (sizeOf(type).memory / 1024);
        add(id, COMPUTE, tags, rate * hours);
      }
      for (const { arn, tags } of loadBalancers.values()) {
        add(arn, BALANCING, tags, ratesOf(arn.split(':')[3] ?? '').balancer * hours);
      }
    },
    book: (key, value, service, amount) => add(`${key}=${value} ${service}`, service, { [key]: value }, amount),
    activate: (key) => void active.add(key),
    reset: () => active.clear(),
    get entries() {
      return [...entries.values()];
    },
    active,
  };
}

/** Cost Explorer, as far as it is asked for the costs of one tag by service; what it does not understand it refuses. */
export function costHandlers(book: CostBook): Handlers {
  return {
    'ce:GetCostAndUsage': { answer: (call) => usage(call, book) },
    'ce:ListCostAllocationTags': {
      answer(call) {
        const tags = strings(call.input, 'TagKeys')
          .map((TagKey) => ({ TagKey, Type: 'UserDefined', Status: book.active.has(TagKey) ? 'Active' : 'Inactive' }))
          .filter(({ Status }) => text(call.input, 'Status') === undefined || Status === text(call.input, 'Status'));
        return json({ CostAllocationTags: tags });
      },
    },
  };
}

const invalid = (message: string): Refusal => ({ code: 'ValidationException', message });

function usage({ input }: Call, book: CostBook): Reply | Refusal {
  const period = inner(input, 'TimePeriod');
  const [from, to] = [text(period, 'Start'), text(period, 'End')];
  if (from === undefined || to === undefined || from >= to) {
    return invalid('Start time must be before end time');
  }
  const by = list(input, 'GroupBy');
  if (by.map((group) => text(group, 'Key')).join() !== 'SERVICE')
    return invalid('only groups by SERVICE are known here');
  const tags = list(inner(input, 'Filter'), 'And').map((part) => inner(part, 'Tags'));
  const tag = tags.find((each) => text(each, 'Key') !== undefined) ?? {};
  const key = text(tag, 'Key');
  if (key === undefined) return invalid('only a filter by a tag is known here');
  const values = strings(tag, 'Values');
  const found = book.entries.filter(
    ({ day, tags }) => day >= from && day < to && book.active.has(key) && values.includes(tags[key] ?? ''),
  );
  const days = [...new Set(found.map(({ day }) => day))].sort();
  return json({
    GroupDefinitions: by,
    ResultsByTime: days.map((day) => ({
      TimePeriod: { Start: day, End: day },
      Total: {},
      Groups: [...new Set(found.filter((entry) => entry.day === day).map(({ service }) => service))].map((service) => ({
        Keys: [service],
        Metrics: {
          UnblendedCost: {
            Amount: found
              .filter((entry) => entry.day === day && entry.service === service)
              .reduce((sum, { amount }) => sum + amount, 0)
              .toFixed(10),
            Unit: 'USD',
          },
        },
      })),
      Estimated: true,
    })),
    DimensionValueAttributes: [],
  });
}
