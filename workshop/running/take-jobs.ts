import type { Context, StackContext } from '../context';
import type { Operation } from '../operation';
import { runOperation } from './run-operation';
import { runStack } from './run-stack';

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
  const { jobs, operations } = context.store;
  await jobs.take('operation', OPERATIONS_AT_ONCE, (job, ours) => runOperation(context, job, ours));
  const running = await operations.running();
  for (const { id } of running) await jobs.send({ kind: 'operation', operationId: id });
  return running;
}
