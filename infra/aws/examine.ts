import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AppExam } from '../../workshop/ports/cloud';
import type { Workshop } from '../../workshop/workshop';
import { clusterName } from '../names';
import { Calls } from './calls';
import type { Clients } from './clients';
import { serviceName } from './explain';
import { errorName } from './problems';
import { wordTarget } from './words';

const GONE = ['ClusterNotFoundException', 'ServiceNotFoundException', 'TargetGroupNotFoundException'];

/** What AWS knows of one app of one seat, part by part: four calls. */
export async function examine(clients: Clients, workshop: Workshop, no: number, app: string): Promise<AppExam> {
  const calls = new Calls(clients);
  const cluster = clusterName(workshop);
  const name = serviceName(workshop, no, app);
  const describe = new DescribeServicesCommand({ cluster, services: [name] });
  const [service, task] = await Promise.all([
    orNone(
      async () => (await calls.make('ecs:DescribeServices', () => clients.ecs.send(describe), GONE)).services?.[0],
    ),
    orNone(() => currentTask(clients, calls, cluster, name)),
  ]);
  const group = service?.loadBalancers?.[0]?.targetGroupArn;
  return {
    service:
      service === undefined || service.status === 'INACTIVE' ? undefined : { running: service.runningCount ?? 0 },
    task: task && {
      status: (task.lastStatus ?? 'unknown').toLowerCase(),
      health: (task.healthStatus ?? 'unknown').toLowerCase(),
      since: task.startedAt ?? task.createdAt,
    },
    containers: (task?.containers ?? []).map((each) => ({
      name: each.name ?? '',
      status: (each.lastStatus ?? 'unknown').toLowerCase(),
      exitCode: each.exitCode,
    })),
    target: group === undefined ? undefined : await orNone(() => targetOf(clients, calls, group)),
  };
}

/** The newest task that is not stopped. */
async function currentTask(
  { ecs }: Clients,
  calls: Calls,
  cluster: string,
  serviceName: string,
): Promise<Task | undefined> {
  const list = new ListTasksCommand({ cluster, serviceName });
  const { taskArns = [] } = await calls.make('ecs:ListTasks', () => ecs.send(list), GONE);
  if (taskArns.length === 0) return undefined;
  const describe = new DescribeTasksCommand({ cluster, tasks: taskArns });
  const { tasks = [] } = await calls.make('ecs:DescribeTasks', () => ecs.send(describe));
  return tasks.sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))[0];
}

async function targetOf({ elb }: Clients, calls: Calls, TargetGroupArn: string): Promise<AppExam['target']> {
  const command = new DescribeTargetHealthCommand({ TargetGroupArn });
  const answer = await calls.make('elasticloadbalancing:DescribeTargetHealth', () => elb.send(command), GONE);
  const all = answer.TargetHealthDescriptions ?? [];
  const health = (all.find((each) => each.TargetHealth?.State !== 'draining') ?? all[0])?.TargetHealth;
  return health && { state: health.State ?? 'unknown', why: wordTarget(health) };
}

async function orNone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (GONE.includes(errorName(error))) return undefined;
    throw error;
  }
}
