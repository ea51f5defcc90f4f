import { ListTasksCommand, StopTaskCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { ProblemError } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { clusterName } from '../names';
import { Calls } from './calls';
import type { Clients } from './clients';
import { serviceName } from './explain';
import { errorName } from './problems';

const GONE = ['ClusterNotFoundException', 'ServiceNotFoundException', 'ServiceNotActiveException'];
/** What StopTask says of a task that stopped by itself meanwhile. */
const STOPPED_MEANWHILE = ['InvalidParameterException'];

/** Stops the running task, so that the service starts a new one; where none runs, asks the service to try anew. */
export async function restart(clients: Clients, workshop: Workshop, no: number, app: string): Promise<void> {
  const { ecs } = clients;
  const calls = new Calls(clients);
  const cluster = clusterName(workshop);
  const name = serviceName(workshop, no, app);
  try {
    const list = new ListTasksCommand({ cluster, serviceName: name, desiredStatus: 'RUNNING' });
    const { taskArns = [] } = await calls.make('ecs:ListTasks', () => ecs.send(list), GONE);
    if (taskArns.length === 0) {
      const update = new UpdateServiceCommand({ cluster, service: name, forceNewDeployment: true });
      await calls.make('ecs:UpdateService', () => ecs.send(update), GONE);
      return;
    }
    await Promise.all(taskArns.map((task) => stop(clients, calls, cluster, task)));
  } catch (error) {
    if (!GONE.includes(errorName(error))) throw error;
    throw new ProblemError({
      kind: 'unknown',
      summary: `There is no service ${name} on AWS.`,
      next: `Deploy ${workshop.spec.name} again: it makes what is missing and leaves the rest alone.`,
    });
  }
}

async function stop({ ecs }: Clients, calls: Calls, cluster: string, task: string): Promise<void> {
  const command = new StopTaskCommand({ cluster, task, reason: 'Restarted by Usher' });
  try {
    await calls.make('ecs:StopTask', () => ecs.send(command), STOPPED_MEANWHILE);
  } catch (error) {
    if (!STOPPED_MEANWHILE.includes(errorName(error))) throw error;
  }
}
