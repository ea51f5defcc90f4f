import type { StackContext } from '../context';
import type { Operation } from '../operation';
import type { StackEvent } from '../ports/provisioner';
import type { StepAttempt, StepChange } from '../ports/operation-store';
import type { Problem } from '../problems';
import type { Workshop } from '../workshop';
import { VENUE } from '../venue/venue';
import { seatFailed } from './seat-failed';

/** Progress is written at most this often a step: a stack of ten seats reports some 150 resources. */
const WRITE_EVERY_MS = 500;

/** One turn of this process at a step. */
export interface Turn {
  readonly context: StackContext;
  readonly workshop: Workshop;
  readonly operation: Operation;
  readonly step: StepAttempt;
  /** Aborts when the turn is over before the work: cancelled, lost to another process, or this one ends. */
  readonly signal: AbortSignal;
}

export interface Followed {
  readonly problem: Problem | undefined;
  /** Seats for whose hosts AWS had no capacity. */
  readonly withoutCapacity: ReadonlyMap<number, Problem>;
}

async function noteBalancers({ context: { store }, workshop, step }: Turn, names: readonly string[]): Promise<void> {
  if (step.stack !== VENUE) {
    await store.workshops.update(workshop.id, { loadBalancers: names });
    return;
  }
  const venue = await store.venues.of(workshop.id);
  if (venue) await store.venues.update(venue.id, { address: names[0] });
}

/** Follows one run of Terraform to its end and writes what it says to the step. */
export async function followStack(turn: Turn, events: AsyncIterable<StackEvent>): Promise<Followed> {
  const { context, workshop, operation, step } = turn;
  const { store, clock } = context;
  const update = (change: Partial<StepChange>) => store.operations.updateStep(step, change);
  const withoutCapacity = new Map<number, Problem>();
  let written = 0;
  let problem: Problem | undefined;
  for await (const event of events) {
    switch (event.type) {
      case 'planned':
        await update({ done: 0, total: event.total, note: undefined });
        break;
      case 'progress':
        if (clock.now().getTime() - written < WRITE_EVERY_MS && event.done < event.total) continue;
        written = clock.now().getTime();
        await update({ done: event.done, total: event.total, note: undefined });
        break;
      case 'waiting':
        await update({ note: event.reason });
        break;
      case 'foundation':
        await update({ foundation: true });
        break;
      case 'resource-failed':
        if (event.seat === undefined) break;
        if (event.problem.kind === 'capacity') withoutCapacity.set(event.seat, event.problem);
        else await seatFailed(context, workshop, operation, event.seat, event.problem);
        break;
      case 'done':
        if (event.loadBalancers) await noteBalancers(turn, event.loadBalancers);
        break;
      case 'failed':
        problem = event.problem;
        break;
    }
    context.changed(workshop.id, operation.id);
  }
  return { problem, withoutCapacity };
}
