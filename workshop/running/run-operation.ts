import type { Context } from '../context';
import type { JobOf } from '../jobs';
import { touchesSeats, type Operation, type OperationKind } from '../operation';
import { ProblemError, type Problem } from '../problems';
import type { Workshop } from '../workshop';
import { lateProblem, watchCancel } from './cancel';
import { runRehearse } from '../rehearsing/run-rehearse';
import { runDeploy, type Outcome } from './run-deploy';
import { runDestroy } from './run-destroy';
import { runReplace } from './run-replace';
import { runRestart } from './run-restart';
import { runStacks } from './run-stacks';
import { runScale } from './run-scale';
import { runStart } from './run-start';
import { runStop } from './run-stop';
import { runVenue } from './run-venue';
import { runSwap } from '../swapping/run-swap';

type Run = (context: Context, workshop: Workshop, operation: Operation, cancelled: AbortSignal) => Promise<Outcome>;

const RUNS: Record<OperationKind, Run> = {
  deploy: runDeploy,
  destroy: runDestroy,
  scale: runScale,
  replace: runReplace,
  stop: runStop,
  start: runStart,
  restart: runRestart,
  rehearse: runRehearse,
  allow: runStacks,
  venue: runVenue,
  'venue-end': runStacks,
  swap: runSwap,
};

/**
 * Sees one stored operation through to its end and stores how it ended; a break inside becomes a `failed` operation that says so.
 * Throws where this process stops in the middle, so that the job goes to another.
 */
export async function runOperation(
  everywhere: Context,
  { operationId }: JobOf<'operation'>,
  ours: AbortSignal,
): Promise<void> {
  const operation = await everywhere.store.operations.get(operationId);
  const workshop = operation && (await everywhere.store.workshops.get(operation.workshopId));
  if (!workshop || operation.state !== 'running') return;
  const context: Context = { ...everywhere, signal: AbortSignal.any([everywhere.signal, ours]) };
  const watch = watchCancel(context, workshop, operation);
  try {
    const outcome = await outcomeOf(context, workshop, operation, watch.cancelled);
    if (outcome === undefined || context.signal.aborted) {
      throw new Error(`the ${operation.kind} of ${workshop.spec.name} is left to another process`);
    }
    await finish(
      context,
      workshop,
      operation,
      watch.isLate() ? { ...outcome, problem: lateProblem(operation) } : outcome,
    );
  } finally {
    await watch.stop();
  }
}

async function outcomeOf(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  try {
    return await RUNS[operation.kind](context, workshop, operation, cancelled);
  } catch (error) {
    if (context.signal.aborted) return undefined;
    context.log(
      `operation ${operation.id} (${operation.kind}) broke: ${error instanceof Error ? error.stack : String(error)}`,
    );
    return { state: 'failed', problem: problemOf(error) };
  }
}

async function finish(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  { state, problem }: NonNullable<Outcome>,
): Promise<void> {
  await settleWorkshop(context, workshop, operation);
  await context.store.operations.finish(operation.id, state, problem);
  await context.emit({
    workshopId: workshop.id,
    actor: operation.startedBy,
    type: 'operation-ended',
    operationId: operation.id,
    kind: operation.kind,
    state,
  });
}

/**
 * A workshop that was being deployed, or could not be destroyed, is deployed as far as its network exists, and off where all of its
 * hosts are; one whose hosts were turned on is deployed.
 */
async function settleWorkshop({ store }: Context, workshop: Workshop, { kind }: Operation): Promise<void> {
  const settlesItself = kind === 'restart' || kind === 'replace' || kind === 'scale' || kind === 'stop';
  if (settlesItself || !touchesSeats(kind)) return;
  const now = await store.workshops.get(workshop.id);
  if (now === undefined || now.state === 'destroyed') return;
  const there = (await store.seats.list(workshop.id)).filter(({ state }) => state !== 'absent');
  const isOff = there.length > 0 && there.every(({ state }) => state === 'stopped');
  const state = now.loadBalancers.length === 0 ? 'new' : isOff ? 'stopped' : 'deployed';
  await store.workshops.update(workshop.id, { state });
}

const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError
    ? error.problem
    : {
        kind: 'unknown',
        summary: 'Usher broke in the middle of this.',
        next: 'Nothing is lost: give the command again. The log holds the details.',
        cause: String(error).slice(0, 2000),
      };
