import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type ServiceEvent,
  type Task,
} from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { planSeat } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { clusterName } from '../names';
import { Calls } from './calls';
import type { Clients } from './clients';
import { FOUND_UNHEALTHY, wordEvents, wordStop, wordTarget, wordUnhealthy } from './words';

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
  const isNews = stopped !== undefined && now.getTime() - endOf(stopped) < NEWS_MS;
  const { runningCount = 0, pendingCount = 0, events = [] } = service;
  if (runningCount === 0) {
    // Between two starts ECS waits up to 27 minutes: as long as none is under way, the last end is the reason.
    const end = stopped && (isNews || pendingCount === 0) ? wordEnd(stopped, events) : undefined;
    return wordEvents(events) ?? end ?? '';
  }
  const before = isNews ? `it was started again after ${wordEnd(stopped, events)}` : undefined;
  const targets = service.loadBalancers?.[0]?.targetGroupArn;
  const health = targets === undefined ? undefined : await targetHealth(clients, calls, targets);
  // What has only just been started says nothing yet of what is wrong with it.
  if (health?.isPassing && before !== undefined) return `${health.words}; ${before}`;
  return health?.words ?? before ?? '';
}

/** Why a task stopped; what the load balancer had against it stands in the service's events only. */
function wordEnd(task: Task, events: readonly ServiceEvent[]): string {
  const words = wordStop(task);
  const why = words === FOUND_UNHEALTHY ? wordUnhealthy(events) : undefined;
  return why === undefined ? words : `${words}: ${why}`;
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

/** What the load balancer says against the app; `isPassing` where that passes by itself, whatever comes then. */
async function targetHealth(
  { elb }: Clients,
  calls: Calls,
  targets: string,
): Promise<{ readonly words: string; readonly isPassing: boolean } | undefined> {
  const command = new DescribeTargetHealthCommand({ TargetGroupArn: targets });
  const answer = await orNothing(
    calls.make('elasticloadbalancing:DescribeTargetHealth', () => elb.send(command), ['TargetGroupNotFoundException']),
    { TargetHealthDescriptions: [] },
  );
  const descriptions = answer.TargetHealthDescriptions ?? [];
  if (descriptions.length === 0) return { words: 'the load balancer has no target for it', isPassing: true };
  // While one goes and another comes, the one that is not going tells.
  const current = descriptions.find((each) => each.TargetHealth?.State !== 'draining') ?? descriptions[0];
  const health = current?.TargetHealth ?? {};
  const words = wordTarget(health);
  return words === undefined ? undefined : { words, isPassing: /^(initial|draining)$/.test(health.State ?? '') };
}

async function orNothing<T, N>(call: Promise<T>, nothing: N): Promise<T | N> {
  try {
    return await call;
  } catch (error) {
    if (/NotFoundException$/.test((error as Error).name)) return nothing;
    throw error;
  }
}
