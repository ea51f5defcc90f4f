import type { StepState } from './operation';
import type { PricePart } from './ports/prices';
import { batchStack, seatsOfBatch, batchCount } from './seat-plan';
import type { PricedStretch } from './stretches';

const HOUR_MS = 3_600_000;

/** One apply or removal of one stack. */
export interface StackWork {
  readonly stack: string;
  readonly removes: boolean;
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
 * What a workshop cost over its stretches: every stack from the moment its first apply began until its removal was done, so that
 * batches which were never begun cost nothing, and what a destroy left behind goes on costing. `work`: oldest first.
 */
export function billOf(stretches: readonly PricedStretch[], work: readonly StackWork[]): Bill {
  const end = stretches.at(-1)?.until;
  const stood = end === undefined ? new Map<string, Span[]>() : spansStood(work, end);
  const amounts = new Map<PricePart['kind'], number>();
  for (const { from, until, resting, spec, price } of stretches) {
    const hoursOf = (stack: string): number => hoursWithin(stood.get(stack) ?? [], { from, until });
    const batches = Array.from({ length: batchCount(spec) }, (_, index) => index + 1);
    const hours = {
      network: hoursOf('network'),
      database: hoursOf('database'),
      // Hours of the average seat.
      seats: batches.reduce(
        (sum, batch) => sum + (hoursOf(batchStack(batch)) * seatsOfBatch(spec, batch).length) / spec.seats,
        0,
      ),
    };
    for (const { kind, of, hourly, rests } of price.parts) {
      if (resting && rests) continue;
      amounts.set(kind, (amounts.get(kind) ?? 0) + hourly * hours[of]);
    }
  }
  const items = [...amounts].map(([kind, amount]) => ({ kind, amount }));
  return { items, total: items.reduce((sum, { amount }) => sum + amount, 0) };
}

interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** When each stack stood. */
function spansStood(work: readonly StackWork[], end: Date): Map<string, Span[]> {
  const since = new Map<string, Date>();
  const spans = new Map<string, Span[]>();
  const add = (stack: string, until: Date): void => {
    const from = since.get(stack);
    if (from) spans.set(stack, [...(spans.get(stack) ?? []), { from, until }]);
  };
  for (const { stack, removes, state, startedAt, endedAt } of work) {
    if (!removes && startedAt && !since.has(stack)) since.set(stack, startedAt);
    if (!removes || state !== 'done' || !endedAt) continue;
    add(stack, endedAt);
    since.delete(stack);
  }
  for (const stack of since.keys()) add(stack, end);
  return spans;
}

const hoursWithin = (spans: readonly Span[], { from, until }: Span): number =>
  spans.reduce((sum, span) => {
    const begin = Math.max(span.from.getTime(), from.getTime());
    return sum + Math.max(0, Math.min(span.until.getTime(), until.getTime()) - begin) / HOUR_MS;
  }, 0);
