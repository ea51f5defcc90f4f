import type { OperationKind, StepState } from './operation';
import type { Price, PricePart } from './ports/prices';
import { batchStack, seatsOfBatch, batchCount } from './seat-plan';
import type { WorkshopSpec } from './workshop';

const HOUR_MS = 3_600_000;

/** One deploy or destroy of one stack. */
export interface StackWork {
  readonly kind: OperationKind;
  readonly stack: string;
  readonly state: StepState;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
}

/** What something cost, in US dollars, by what it was spent on. */
export interface Bill {
  readonly items: readonly { readonly kind: PricePart['kind']; readonly amount: number }[];
  readonly total: number;
}

/**
 * What a workshop cost until `now` at this price: every stack from the moment its first deploy began until a destroy of it was done, so
 * that batches which were never begun cost nothing, and what a destroy left behind goes on costing. `work`: oldest first.
 */
export function billOf(spec: WorkshopSpec, price: Price, work: readonly StackWork[], now: Date): Bill {
  const stood = hoursStood(work, now);
  const batches = Array.from({ length: batchCount(spec) }, (_, index) => index + 1);
  const hours = {
    network: stood.get('network') ?? 0,
    database: stood.get('database') ?? 0,
    // Hours of the average seat.
    seats: batches.reduce(
      (sum, batch) => sum + ((stood.get(batchStack(batch)) ?? 0) * seatsOfBatch(spec, batch).length) / spec.seats,
      0,
    ),
  };
  const amounts = new Map<PricePart['kind'], number>();
  for (const { kind, of, hourly } of price.parts) {
    amounts.set(kind, (amounts.get(kind) ?? 0) + hourly * hours[of]);
  }
  const items = [...amounts].map(([kind, amount]) => ({ kind, amount }));
  return { items, total: items.reduce((sum, { amount }) => sum + amount, 0) };
}

/** Hours that each stack stood. */
function hoursStood(work: readonly StackWork[], now: Date): Map<string, number> {
  const since = new Map<string, Date>();
  const hours = new Map<string, number>();
  const add = (stack: string, until: Date) => {
    const from = since.get(stack);
    if (!from) return;
    const stood = Math.max(0, until.getTime() - from.getTime()) / HOUR_MS;
    hours.set(stack, (hours.get(stack) ?? 0) + stood);
  };
  for (const { kind, stack, state, startedAt, endedAt } of work) {
    if (kind === 'deploy' && startedAt && !since.has(stack)) since.set(stack, startedAt);
    if (kind !== 'destroy' || state !== 'done' || !endedAt) continue;
    add(stack, endedAt);
    since.delete(stack);
  }
  for (const stack of since.keys()) add(stack, now);
  return hours;
}
