import type { Context, StackContext } from '../context';
import type { Operation } from '../operation';
import { runErrand } from './run-errand';
import { runOperation } from './run-operation';
import { runStack } from './run-stack';

/** Errands one process sees to at once; the work is done on hosts. */
const ERRANDS_AT_ONCE = 4;
/** Operations one process sees through at once; they wait most of their time. */
const OPERATIONS_AT_ONCE = 20;

/** Takes stacks to apply or destroy, as many at once as this machine carries. */
export const workOnStacks = (context: StackContext): Promise<void> =>
  context.store.jobs.take('stack', context.provisioner.parallelism, (job, ours) => runStack(context, job, ours));

/**
 * Takes operations to see through, and asks for those that are running anew, in case nobody has them: what is being done is not
 * done twice. Returns those.
 */
export async function seeOperationsThrough(context: Context): Promise<Operation[]> {
  const { jobs, operations, errands } = context.store;
  await jobs.take('operation', OPERATIONS_AT_ONCE, (job, ours) => runOperation(context, job, ours));
  await jobs.take('errand', ERRANDS_AT_ONCE, (job, ours) => runErrand(context, job, ours));
  for (const { id } of await errands.running()) await jobs.send({ kind: 'errand', errandId: id });
  const running = await operations.running();
  for (const { id } of running) await jobs.send({ kind: 'operation', operationId: id });
  return running;
}
