import { asBuilt, batchCount, batchStack, loadBalancerCount } from './seat-plan';
import type { Workshop, WorkshopSpec } from './workshop';

/** What a change of a workshop's size does to its stacks. */
export interface ScaleStacks {
  /** Those that are applied or taken away, in the order they are shown. */
  readonly stacks: readonly string[];
  readonly removing: readonly string[];
}

/**
 * Stacks of a deployed workshop that another size touches: batches that get seats, the one that keeps some and loses others, those
 * that go, and `network` where the number of load balancers changes. Remains of an earlier change go too.
 */
export function scaleStacks(workshop: Workshop, after: WorkshopSpec, database: boolean): ScaleStacks {
  const before = workshop.spec;
  const reach = asBuilt(workshop).spec;
  const batchOf = (no: number): number => Math.ceil(no / before.batchSize);
  const last = batchCount(after);
  const grown = range(batchOf(before.seats + 1), last);
  const isCut = reach.seats > after.seats && after.seats % after.batchSize > 0;
  const applied = [...new Set([...grown, ...(isCut ? [last] : [])])];
  const removing = range(last + 1, batchCount(reach)).map(batchStack);
  const network = loadBalancerCount(after) === loadBalancerCount(reach) ? [] : ['network'];
  return {
    stacks: [...network, ...(database ? ['database'] : []), ...applied.map(batchStack), ...removing],
    removing,
  };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
