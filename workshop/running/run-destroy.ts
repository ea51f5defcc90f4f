import PQueue from 'p-queue';
import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Problem } from '../problems';
import { ProblemError } from '../problems';
import type { Workshop } from '../workshop';
import type { Outcome } from './run-deploy';
import { runStep, seatNumbersOf } from './run-step';
import { changeSeats } from './watch-seats';

const MOST_LOOKS = 6;

/** Removes the batches and the database side by side, then the network, then asks AWS whether anything is left. */
export async function runDestroy(context: Context, workshopBefore: Workshop, operation: Operation): Promise<Outcome> {
  const { store, provisioner, clock, signal } = context;
  const workshop = await store.workshops.update(workshopBefore.id, { state: 'destroying' });
  const steps = (await store.operations.steps(operation.id)).filter((step) => step.state !== 'done');
  const destroy = (stack: string): Promise<Problem | 'interrupted' | undefined> =>
    runStep(context, workshop, operation, stack, provisioner.destroy(workshop, stack, signal));

  const queue = new PQueue({ concurrency: provisioner.parallelism });
  const ends = await Promise.all(
    steps
      .filter((step) => step.stack !== 'network')
      .map((step) =>
        queue.add(async () => {
          if (signal.aborted) return 'interrupted' as const;
          const problem = await destroy(step.stack);
          if (problem === undefined) {
            const gone = seatNumbersOf(workshop, step.stack);
            await changeSeats(
              context,
              workshop,
              gone.map((no) => ({ no, state: 'absent', detail: undefined })),
            );
          }
          return problem;
        }),
      ),
  );
  const firstProblem = ends.find((end): end is Problem => end !== undefined && end !== 'interrupted');
  if (signal.aborted) return undefined;
  if (firstProblem) return { state: 'partial', problem: firstProblem };

  if (steps.some((step) => step.stack === 'network')) {
    const problem = await destroy('network');
    if (problem === 'interrupted') return undefined;
    if (problem) return { state: 'partial', problem };
  }
  if (workshop.deployedAt !== undefined) {
    const leftovers = await sweep(context, workshop);
    if ('problem' in leftovers) return { state: 'partial', problem: leftovers.problem };
    const swept = { type: 'workshop-swept', operationId: operation.id, leftovers } as const;
    await context.emit({ workshopId: workshop.id, actor: 'usher', ...swept });
    if (leftovers.length > 0) return { state: 'partial' };
  }
  await store.workshops.update(workshop.id, { state: 'destroyed', destroyedAt: clock.now(), loadBalancers: [] });
  await context.emit({ workshopId: workshop.id, actor: operation.startedBy, type: 'workshop-destroyed' });
  return { state: 'succeeded' };
}

/** What AWS still lists of the workshop; asked again for a while, since its lists lag behind its deletions. */
async function sweep(context: Context, workshop: Workshop): Promise<string[] | { problem: Problem }> {
  try {
    for (let look = 1; ; look += 1) {
      const leftovers = await context.cloud.leftovers(workshop);
      if (leftovers.length === 0 || look === MOST_LOOKS) return leftovers;
      await context.clock.sleep(context.pace.pollMs, context.signal);
    }
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.problem };
    throw error;
  }
}
