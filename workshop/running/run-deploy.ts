import PQueue from 'p-queue';
import type { Context } from '../context';
import type { Operation, OperationState } from '../operation';
import type { Problem } from '../problems';
import { ProblemError } from '../problems';
import type { Workshop } from '../workshop';
import { awaitSeats } from './await-seats';
import { runStep, seatNumbersOf } from './run-step';
import { uploadFiles } from './upload-files';
import { changeSeats } from './watch-seats';

/** How an operation ended; undefined when Usher is shutting down and the next process will go on. */
export type Outcome = { readonly state: OperationState; readonly problem?: Problem } | undefined;

/**
 * Brings up `network`, beside it `database` as soon as its foundation stands, then the files and the batches in parallel, and
 * watches the seats until they answer. One batch's failure never stops another. Steps already done by an earlier process are passed over.
 */
export async function runDeploy(context: Context, workshopBefore: Workshop, operation: Operation): Promise<Outcome> {
  const { store, provisioner, clock, signal } = context;
  let workshop = workshopBefore;
  try {
    workshop = await store.workshops.update(workshop.id, {
      state: 'deploying',
      deployedAt: workshop.deployedAt ?? clock.now(),
      ami: workshop.ami ?? (await provisioner.resolveAmi(workshop)),
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { state: 'failed', problem: error.problem };
  }

  const steps = await store.operations.steps(operation.id);
  const todo = (name: string): boolean => steps.some((step) => step.stack === name && step.state !== 'done');
  const apply = (stack: string, onFoundation?: () => void): Promise<Problem | 'interrupted' | undefined> =>
    runStep(
      context,
      workshop,
      operation,
      stack,
      provisioner.apply(workshop, stack, signal),
      onFoundation ? { onFoundation } : {},
    );

  let foundationStands = (): void => undefined;
  const foundation = new Promise<void>((resolve) => (foundationStands = resolve));
  const network = todo('network') ? apply('network', foundationStands) : Promise.resolve(undefined);
  if (!todo('network') || steps.some((step) => step.foundation)) foundationStands();

  const database = todo('database')
    ? Promise.race([foundation.then(() => undefined), network]).then((problem) =>
        problem === undefined ? apply('database') : undefined,
      )
    : Promise.resolve(undefined);

  const networkProblem = await network;
  if (networkProblem !== undefined) {
    await database;
    return networkProblem === 'interrupted' ? undefined : { state: 'failed', problem: networkProblem };
  }
  workshop = (await store.workshops.get(workshop.id)) ?? workshop;
  const filesProblem = await uploadFiles(context, workshop, operation);
  if (filesProblem !== undefined) {
    await database;
    return filesProblem === 'interrupted' ? undefined : { state: 'failed', problem: filesProblem };
  }

  const batchesDone = new AbortController();
  const seats = awaitSeats(context, workshop, operation.id, batchesDone.signal);
  const queue = new PQueue({ concurrency: provisioner.parallelism });
  const batches = await Promise.all(
    steps
      .filter((step) => step.stack.startsWith('batch-') && step.state !== 'done')
      .map((step) =>
        queue.add(async () => {
          if (signal.aborted) return 'interrupted' as const;
          await setBatch(context, workshop, step.stack, 'creating');
          const problem = await apply(step.stack);
          if (problem === undefined) await setBatch(context, workshop, step.stack, 'starting');
          else if (problem !== 'interrupted') await setBatch(context, workshop, step.stack, 'failing', problem);
          return problem;
        }),
      ),
  );
  const problems = [...batches, await database];
  batchesDone.abort();
  const { ready, all, problem: lookProblem } = await seats;
  if (signal.aborted) return undefined;

  const problem = problems.find((each): each is Problem => each !== undefined && each !== 'interrupted') ?? lookProblem;
  const state = ready === all && problem === undefined ? 'succeeded' : ready > 0 ? 'partial' : 'failed';
  return { state, ...(problem ? { problem } : {}) };
}

/** Marks the seats of a batch, except those which answer already or which failed on their own. */
async function setBatch(
  context: Context,
  workshop: Workshop,
  stack: string,
  state: 'creating' | 'starting' | 'failing',
  problem?: Problem,
): Promise<void> {
  const mine = new Set(seatNumbersOf(workshop, stack));
  const seats = (await context.store.seats.list(workshop.id)).filter((seat) => mine.has(seat.no));
  const from = state === 'creating' ? ['absent', 'failing', 'creating'] : ['creating'];
  await changeSeats(
    context,
    workshop,
    seats.filter((seat) => from.includes(seat.state)).map((seat) => ({ no: seat.no, state, detail: problem?.summary })),
  );
}
