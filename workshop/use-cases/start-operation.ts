import type { Context } from '../context';
import type { Operation, OperationKind } from '../operation';
import { runOperation } from '../running/run-operation';
import { seatNumbersOf } from '../running/run-step';
import { stacksOf } from '../seat-plan';
import type { Usher } from '../usher';
import type { Workshop } from '../workshop';
import { checkBefore } from './check-before';

/** Runs operations in the background and remembers them, so that a shutdown can wait for them. */
export interface Runner {
  run(workshop: Workshop, operation: Operation): void;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
}

/** A Runner over `context`. An operation that is running already is not started a second time. */
export function createRunner(context: Context): Runner {
  const running = new Map<string, Promise<void>>();
  return {
    run(workshop, operation) {
      if (running.has(operation.id)) return;
      const work = runOperation(context, workshop, operation)
        .catch((error: unknown) => context.log(`operation ${operation.id} could not be stored: ${String(error)}`))
        .finally(() => running.delete(operation.id));
      running.set(operation.id, work);
    },
    async idle() {
      await Promise.all(running.values());
    },
  };
}

/**
 * Starts, or resumes, a deploy of what is not standing yet; says so where one is running or nothing is left to do. What cannot
 * succeed does not begin; once something stands, a resume does what can be done.
 */
export async function startDeploy(
  context: Context,
  runner: Runner,
  workshop: Workshop,
  by: string,
): ReturnType<Usher['deploy']> {
  const stacks = await stacksToDeploy(context, workshop);
  // Files may have changed since, and a deploy is what sends them.
  if (stacks.length > 0 || workshop.spec.files !== undefined) {
    const checks = workshop.state === 'new' ? await checkBefore(context, workshop) : [];
    if (checks.some((check) => check.verdict === 'short')) return { refused: 'preflight', checks };
    return begin(context, runner, workshop, 'deploy', by, stacks);
  }
  const [running] = await context.store.operations.running(workshop.id);
  return running ? { running } : { refused: 'nothing-to-do' };
}

/** Starts, or resumes, a destroy of everything that may exist: nothing where the workshop was never deployed. */
export const startDestroy = (
  context: Context,
  runner: Runner,
  workshop: Workshop,
  by: string,
): Promise<{ started: Operation } | { running: Operation }> =>
  begin(context, runner, workshop, 'destroy', by, workshop.deployedAt === undefined ? [] : stacksOf(workshop.spec));

async function begin(
  context: Context,
  runner: Runner,
  workshop: Workshop,
  kind: Extract<OperationKind, 'deploy' | 'destroy'>,
  by: string,
  stacks: readonly string[],
): Promise<{ started: Operation } | { running: Operation }> {
  const begun = await context.store.operations.begin({ workshopId: workshop.id, kind, startedBy: by, stacks });
  if ('running' in begun) return begun;
  await announceStart(context, begun.started);
  runner.run(workshop, begun.started);
  return begun;
}

/** Records that an operation began. */
export const announceStart = (context: Context, operation: Operation): Promise<void> =>
  context.emit({
    workshopId: operation.workshopId,
    actor: operation.startedBy,
    type: 'operation-started',
    operationId: operation.id,
    kind: operation.kind,
    ...(operation.target ? { target: operation.target } : {}),
  });

/**
 * Stacks the last deploy left undone, and the batches that hold a seat which is not ready. A destroy in between makes
 * everything due again.
 */
async function stacksToDeploy(context: Context, workshop: Workshop): Promise<string[]> {
  const all = stacksOf(workshop.spec);
  const { store } = context;
  const done = await store.operations.stacksStanding(workshop.id);
  const unready = new Set(
    (await store.seats.list(workshop.id)).filter((seat) => seat.state !== 'ready').map((seat) => seat.no),
  );
  return all.filter((stack) => !done.includes(stack) || seatNumbersOf(workshop, stack).some((no) => unready.has(no)));
}
