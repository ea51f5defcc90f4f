import type { Context } from '../context';
import type { Operation } from '../operation';
import type { StackEvent } from '../ports';
import type { Problem } from '../problems';
import { seatsOfBatch } from '../seat-plan';
import type { Workshop } from '../workshop';
import { changeSeats } from './watch-seats';

/** Progress is written at most this often a step: a stack of ten seats reports some 150 resources. */
const WRITE_EVERY_MS = 500;

export interface StepHooks {
  /** Called once when what `database` needs of `network` exists. */
  readonly onFoundation?: () => void;
}

/**
 * Follows one stack's events to the end, writing them to the store. Returns the problem that ended it, `interrupted` when
 * Usher is shutting down (the step then stays `running`, to be resumed), or undefined when all went well.
 */
export async function runStep(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  stack: string,
  events: AsyncIterable<StackEvent>,
  hooks: StepHooks = {},
): Promise<Problem | 'interrupted' | undefined> {
  const { store, clock } = context;
  const update = (change: Parameters<typeof store.operations.updateStep>[2]): Promise<void> =>
    store.operations.updateStep(operation.id, stack, change);
  await update({ state: 'running', startedAt: clock.now(), problem: undefined, note: undefined });
  context.changed(workshop.id, operation.id);

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
        hooks.onFoundation?.();
        break;
      case 'resource-failed':
        await seatFailed(context, workshop, operation, event);
        break;
      case 'done':
        if (event.loadBalancers) await store.workshops.update(workshop.id, { loadBalancers: event.loadBalancers });
        break;
      case 'failed':
        problem = event.problem;
        break;
    }
    context.changed(workshop.id, operation.id);
  }

  if (context.signal.aborted) return 'interrupted';
  await update({ state: problem ? 'failed' : 'done', endedAt: clock.now(), note: undefined, problem });
  await context.emit({
    workshopId: workshop.id,
    actor: 'usher',
    type: 'step-ended',
    operationId: operation.id,
    stack,
    ...(problem ? { problem } : {}),
  });
  return problem;
}

async function seatFailed(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  event: Extract<StackEvent, { type: 'resource-failed' }>,
): Promise<void> {
  if (event.seat === undefined) return;
  await changeSeats(context, workshop, [{ no: event.seat, state: 'failing', detail: event.problem.summary }]);
  await context.emit({
    workshopId: workshop.id,
    actor: 'usher',
    type: 'seat-failed',
    operationId: operation.id,
    no: event.seat,
    problem: event.problem,
  });
}

/** `batch-003` -> the numbers of its seats; none for other stacks. */
export function seatNumbersOf(workshop: Workshop, stack: string): number[] {
  const batch = /^batch-(\d+)$/.exec(stack);
  return batch ? seatsOfBatch(workshop.spec, Number(batch[1])).map((seat) => seat.no) : [];
}
