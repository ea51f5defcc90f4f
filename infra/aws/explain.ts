import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { planSeat } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { clusterName } from '../names';
import { Calls } from './calls';
import type { Clients } from './clients';
import { wordPlacement, wordStop, wordTarget } from './words';

/** A stopped task says why it failed only while it is news. */
const NEWS_MS = 15 * 60_000;

const GONE = ['ClusterNotFoundException', 'ServiceNotFoundException'];

/**
 * Why an app is not well, as the end of a sentence ("it ran out of memory"), '' where AWS knows no reason: up to four calls.
 */
export async function explain(
  clients: Clients,
  workshop: Workshop,
  no: number,
  app: string,
  now: Date,
): Promise<string> {
  const calls = new Calls(clients);
  const cluster = clusterName(workshop);
  const name = serviceName(workshop, no, app);
  const { services } = await orNothing(
    calls.make(
      'ecs:DescribeServices',
      () => clients.ecs.send(new DescribeServicesCommand({ cluster, services: [name] })),
      GONE,
    ),
    { services: [] },
  );
  const service = services?.[0];
  if (!service || service.status === 'INACTIVE') return 'it does not exist on AWS';

  const stopped = await newestStop(clients, calls, cluster, name);
  const stop = stopped && now.getTime() - endOf(stopped) < NEWS_MS ? wordStop(stopped) : undefined;
  if ((service.runningCount ?? 0) === 0) {
    return wordPlacement(service.events?.[0]?.message ?? '') ?? stop ?? '';
  }
  const targets = service.loadBalancers?.[0]?.targetGroupArn;
  const health = targets === undefined ? undefined : await targetHealth(clients, calls, targets);
  return health ?? (stop === undefined ? '' : `it was started again after ${stop}`);
}

/** Name of an app's service; throws RangeError for a seat or an app the workshop has not. */
export function serviceName(workshop: Workshop, no: number, app: string): string {
  const found = planSeat(workshop.spec, no).apps.find((each) => each.app.name === app);
  if (!found) throw new RangeError(`workshop ${workshop.spec.name} has no app ${app}`);
  return found.name;
}

async function newestStop(
  { ecs }: Clients,
  calls: Calls,
  cluster: string,
  serviceName: string,
): Promise<Task | undefined> {
  const list = new ListTasksCommand({ cluster, serviceName, desiredStatus: 'STOPPED', maxResults: 100 });
  const { taskArns } = await orNothing(
    calls.make('ecs:ListTasks', () => ecs.send(list), GONE),
    { taskArns: [] },
  );
  if (!taskArns?.length) return undefined;
  const describe = new DescribeTasksCommand({ cluster, tasks: taskArns });
  const { tasks = [] } = await calls.make('ecs:DescribeTasks', () => ecs.send(describe));
  return tasks.sort((a, b) => endOf(b) - endOf(a))[0];
}

/** On a host whose agent is silent, a task goes on stopping and never stops. */
const endOf = (task: Task): number => (task.stoppedAt ?? task.stoppingAt)?.getTime() ?? 0;

async function targetHealth({ elb }: Clients, calls: Calls, targets: string): Promise<string | undefined> {
  const command = new DescribeTargetHealthCommand({ TargetGroupArn: targets });
  const answer = await orNothing(
    calls.make('elasticloadbalancing:DescribeTargetHealth', () => elb.send(command), ['TargetGroupNotFoundException']),
    { TargetHealthDescriptions: [] },
  );
  const descriptions = answer.TargetHealthDescriptions ?? [];
  if (descriptions.length === 0) return 'the load balancer has no target for it';
  // While one goes and another comes, the one that is not going tells.
  const current = descriptions.find((each) => each.TargetHealth?.State !== 'draining') ?? descriptions[0];
  return wordTarget(current?.TargetHealth ?? {});
}

async function orNothing<T, N>(call: Promise<T>, nothing: N): Promise<T | N> {
  try {
    return await call;
  } catch (error) {
    if (/NotFoundException$/.test((error as Error).name)) return nothing;
    throw error;
  }
}
