import type { Context } from '../context';
import type { Operation, OperationState } from '../operation';
import type { Problem } from '../problems';
import { ProblemError } from '../problems';
import type { Workshop } from '../workshop';
import { awaitSeats } from './await-seats';
import { patiently } from './patience';
import { pauseOf } from './pause';
import { uploadFiles } from './upload-files';
import { stands, workThrough } from './work-through';

/** How an operation ended; undefined when another process will go on with it. */
export type Outcome = { readonly state: OperationState; readonly problem?: Problem } | undefined;

/**
 * Brings up `network`, beside it `database` as soon as its foundation stands, then the files and the batches in parallel, and
 * watches the seats until they answer. One batch's failure never stops another. What an earlier process did is passed over.
 */
export async function runDeploy(
  context: Context,
  workshopBefore: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const { store, provisioner, clock, signal } = context;
  const stop = AbortSignal.any([signal, cancelled]);
  const pause = pauseOf(context, operation);
  let workshop = workshopBefore;
  let filesProblem: Problem | undefined;
  try {
    const ami = workshop.ami ?? (await patiently(context, stop, pause, () => provisioner.resolveAmi(workshopBefore)));
    const deployedAt = workshop.deployedAt ?? clock.now();
    workshop = await store.workshops.update(workshop.id, { state: 'deploying', deployedAt, ami });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (signal.aborted) return undefined;
    return { state: cancelled.aborted ? 'cancelled' : 'failed', problem: error.problem };
  }

  let files: Promise<boolean> | undefined;
  const filesThere = (): Promise<boolean> =>
    (files ??= uploadFiles(context, workshop, operation, stop, pause).then(({ problem }) => {
      filesProblem = problem;
      return problem === undefined;
    }));

  let seatsSettled = false;
  const seats = awaitSeats(context, workshop, operation, cancelled).finally(() => (seatsSettled = true));
  // Looked at below; without this a break of the first would leave the second to nobody.
  seats.catch(() => undefined);
  const steps = await workThrough(context, operation, cancelled, {
    async mayBegin(now) {
      const network = now.find(({ stack }) => stack === 'network');
      if (!stands(now, 'network')) return network?.foundation ? ['network', 'database'] : ['network'];
      return (await filesThere()) ? now.map(({ stack }) => stack) : ['database'];
    },
    mayComeBack: () => !seatsSettled,
  });
  const { ready, all, problem: lookProblem } = await seats;
  if (signal.aborted) return undefined;

  const problem = steps.find((step) => step.state === 'failed')?.problem ?? filesProblem ?? lookProblem;
  if (ready === all && problem === undefined) return { state: 'succeeded' };
  if (cancelled.aborted) return { state: 'cancelled' };
  const nothingCame = !stands(steps, 'network') || filesProblem !== undefined;
  return { state: nothingCame || ready === 0 ? 'failed' : 'partial', ...(problem ? { problem } : {}) };
}
