import type { Context } from '../context';
import { hasEnded, type Operation, type Step } from '../operation';

/** A stack job is asked for again after so many looks at a step that has not ended: asking twice costs nothing. */
const ASK_AGAIN = 30;

export interface Way {
  /** Stacks that may be worked on as things stand; what has ended is passed over. */
  readonly mayBegin: (steps: readonly Step[]) => readonly string[] | Promise<readonly string[]>;
  /** Whether steps may still be put back to be worked on. */
  readonly mayComeBack?: () => boolean;
}

/**
 * Has the stacks of an operation worked on, by whoever is free, in the order that `way` allows, until nothing is left that may
 * begin; returns the steps as they ended. After `cancelled` nothing is begun, and what is being worked on comes to its stop.
 */
export async function workThrough(
  context: Context,
  operation: Operation,
  cancelled: AbortSignal,
  { mayBegin, mayComeBack = () => false }: Way,
): Promise<readonly Step[]> {
  const { store, clock, pace, signal } = context;
  const asked = new Map<string, number>();
  for (let look = 0; ; look += 1) {
    const steps = await store.operations.steps(operation.id);
    const open = steps.filter((step) => !hasEnded(step)).map(({ stack }) => stack);
    // Of what is being worked on after a cancel, somebody must have the job who notes that it has stopped: its worker may be lost.
    const next = cancelled.aborted ? running(steps) : (await mayBegin(steps)).filter((stack) => open.includes(stack));
    for (const stack of next) {
      if (look < (asked.get(stack) ?? 0)) continue;
      asked.set(stack, look + ASK_AGAIN);
      await store.jobs.send({ kind: 'stack', operationId: operation.id, stack });
    }
    const atWork = next.length > 0 || running(steps).length > 0;
    const waiting = steps.filter(({ state }) => state === 'waiting').map(({ stack }) => stack);
    // What waits for something that failed, or was cancelled, is not begun any more.
    if ((!atWork || cancelled.aborted) && waiting.length > 0) await store.operations.stopWaiting(operation.id, waiting);
    else if (!atWork && !mayComeBack()) return steps;
    if (signal.aborted) return steps;
    await clock.sleep(pace.stepMs, signal);
    context.changed(operation.workshopId, operation.id);
    for (const stack of [...asked.keys()].filter((each) => !open.includes(each))) asked.delete(stack);
  }
}

const running = (steps: readonly Step[]): string[] =>
  steps.filter(({ state }) => state === 'running').map(({ stack }) => stack);

/** Whether a stack is as it is to be: done, or no part of the operation. */
export const stands = (steps: readonly Step[], stack: string): boolean =>
  steps.every((step) => step.stack !== stack || step.state === 'done');
