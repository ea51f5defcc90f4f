import type { Context } from '../context';
import { changesAws, type Operation } from '../operation';
import type { NewOperation } from '../ports/operation-store';
import { seatNumbersOf } from '../running/change-seats';
import { asBuilt, stacksOf } from '../seat-plan';
import type { Usher } from '../usher/usher';
import { VENUE } from '../venue/venue';
import type { Workshop } from '../workshop';
import { checkBefore } from './check-before';

/**
 * Starts, or resumes, a deploy of what is not standing yet; says so where one is running or nothing is left to do. What cannot
 * succeed does not begin; once something stands, a resume does what can be done.
 */
export async function startDeploy(context: Context, workshop: Workshop, by: string): ReturnType<Usher['deploy']> {
  if (workshop.state === 'stopped') return { refused: 'off' };
  const stacks = await stacksToDeploy(context, workshop);
  // Files may have changed since, and a deploy is what sends them.
  if (stacks.length > 0 || workshop.spec.files !== undefined) {
    const checks = workshop.state === 'new' ? await checkBefore(context, workshop) : [];
    if (checks.some((check) => check.verdict === 'short')) return { refused: 'preflight', checks };
    return begin(context, { workshopId: workshop.id, kind: 'deploy', startedBy: by, stacks });
  }
  const [running] = await context.store.operations.running(workshop.id);
  return running ? { running } : { refused: 'nothing-to-do' };
}

/** Starts, or resumes, a destroy of everything that may exist: nothing where the workshop was never deployed. */
export async function startDestroy(
  context: Context,
  workshop: Workshop,
  by: string,
): Promise<{ started: Operation } | { running: Operation }> {
  const venue = (await context.store.venues.of(workshop.id)) ? [VENUE] : [];
  const stacks = [...venue, ...(workshop.deployedAt === undefined ? [] : stacksOf(asBuilt(workshop).spec))];
  return begin(context, { workshopId: workshop.id, kind: 'destroy', startedBy: by, stacks });
}

/** Stores an operation, which whoever is free sees through. */
export async function begin(
  context: Context,
  operation: NewOperation,
): Promise<{ started: Operation } | { running: Operation }> {
  const begun = await context.store.operations.begin(operation);
  if ('running' in begun) return begun;
  await announceBegun(context, begun.started);
  return begun;
}

/** Records that an operation has begun. */
export function announceBegun(context: Context, operation: Operation): Promise<void> {
  const { id, workshopId, startedBy, kind, target } = operation;
  const which = { operationId: id, kind, ...(target && { target }) };
  return context.emit({ workshopId, actor: startedBy, type: 'operation-started', ...which });
}

/** Asks the running operation of a workshop to stop gracefully; a restart where nothing greater runs. */
export async function cancelOperation(
  context: Context,
  workshop: Workshop,
  by: string,
  operationId?: string,
): ReturnType<Usher['cancel']> {
  const running = (await context.store.operations.running(workshop.id)).filter(
    ({ id }) => operationId === undefined || id === operationId,
  );
  const operation =
    running.find(({ kind }) => changesAws(kind)) ?? running.find(({ kind }) => kind !== 'restart') ?? running[0];
  if (operation === undefined) return { refused: 'nothing-runs' };
  const cancelled = await context.store.operations.cancel(operation.id, by);
  if (cancelled === undefined) return { refused: 'stopping', operation };
  const { id, workshopId, kind } = cancelled;
  await context.emit({ workshopId, actor: by, type: 'operation-cancelled', operationId: id, kind });
  return { stopping: cancelled };
}

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
