import type { Context } from '../context';
import type { Operation, OperationKind } from '../operation';
import { ProblemError, type Problem } from '../problems';
import type { Workshop } from '../workshop';
import { runDeploy, type Outcome } from './run-deploy';
import { runDestroy } from './run-destroy';
import { runRestart } from './run-restart';

const RUNS: Record<OperationKind, (context: Context, workshop: Workshop, operation: Operation) => Promise<Outcome>> = {
  deploy: runDeploy,
  destroy: runDestroy,
  restart: runRestart,
};

/**
 * Runs one stored operation to its end and stores how it ended; a break inside becomes a `failed` operation that says so.
 * While Usher shuts down the operation stays `running`, for the next process to take up.
 */
export async function runOperation(context: Context, workshop: Workshop, operation: Operation): Promise<void> {
  let outcome: Outcome;
  try {
    outcome = await RUNS[operation.kind](context, workshop, operation);
  } catch (error) {
    if (context.signal.aborted) return;
    context.log(
      `operation ${operation.id} (${operation.kind}) broke: ${error instanceof Error ? error.stack : String(error)}`,
    );
    outcome = { state: 'failed', problem: problemOf(error) };
  }
  if (outcome === undefined) return;
  await settleWorkshop(context, workshop, operation);
  await context.store.operations.finish(operation.id, outcome.state, outcome.problem);
  await context.emit({
    workshopId: workshop.id,
    actor: operation.startedBy,
    type: 'operation-ended',
    operationId: operation.id,
    kind: operation.kind,
    state: outcome.state,
  });
}

/** A workshop that was being deployed, or could not be destroyed, is deployed as far as its network exists. */
async function settleWorkshop(context: Context, workshop: Workshop, operation: Operation): Promise<void> {
  const now = await context.store.workshops.get(workshop.id);
  if (operation.kind === 'restart' || now === undefined || now.state === 'destroyed') return;
  await context.store.workshops.update(workshop.id, { state: now.loadBalancers.length > 0 ? 'deployed' : 'new' });
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
