import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import type { LogLine } from '../../workshop/ports/cloud';
import { planSeat } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { clusterName, logGroupName } from '../names';
import { Calls } from './calls';
import type { Clients } from './clients';
import { serviceName } from './explain';
import { errorName } from './problems';

/** Where a task or a stream is no more, there is nothing to read. */
const GONE = ['ClusterNotFoundException', 'ServiceNotFoundException', 'ResourceNotFoundException'];

/**
 * The last lines of an app of a seat, oldest first: of the newest task all containers, as one that does not start fails in those that
 * prepare it; before them the app's own lines in the task before, which say why that ended. About seven calls.
 */
export async function logs(
  clients: Clients,
  workshop: Workshop,
  no: number,
  app: string,
  most: number,
): Promise<LogLine[]> {
  const calls = new Calls(clients);
  const [newest, before] = await newestTasks(clients, calls, workshop, serviceName(workshop, no, app));
  const { stack } = planSeat(workshop.spec, no);
  const read = (task: Task | undefined, container: string) =>
    readStream(clients.logs, calls, logGroupName(workshop), `${stack}/${container}/${idOf(task)}`, container, most);
  const containers = newest?.containers?.flatMap(({ name }) => name ?? []) ?? [];
  const lines = await Promise.all([
    ...(before ? [read(before, app)] : []),
    ...containers.map((container) => read(newest, container)),
  ]);
  return lines
    .flat()
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .slice(-most);
}

const idOf = (task: Task | undefined): string => task?.taskArn?.split('/').pop() ?? '';

/** ECS remembers a stopped task for about an hour. */
async function newestTasks({ ecs }: Clients, calls: Calls, workshop: Workshop, name: string): Promise<readonly Task[]> {
  const cluster = clusterName(workshop);
  const lists = await Promise.all(
    (['RUNNING', 'STOPPED'] as const).map((desiredStatus) =>
      orNone(async () => {
        const list = new ListTasksCommand({ cluster, serviceName: name, desiredStatus, maxResults: 50 });
        return (await calls.make('ecs:ListTasks', () => ecs.send(list), GONE)).taskArns ?? [];
      }),
    ),
  );
  const tasks = lists.flat();
  if (tasks.length === 0) return [];
  const describe = new DescribeTasksCommand({ cluster, tasks });
  const found = (await calls.make('ecs:DescribeTasks', () => ecs.send(describe))).tasks ?? [];
  return found.sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
}

const readStream = (
  client: CloudWatchLogsClient,
  calls: Calls,
  logGroupName: string,
  logStreamName: string,
  container: string,
  limit: number,
): Promise<LogLine[]> =>
  orNone(async () => {
    const get = new GetLogEventsCommand({ logGroupName, logStreamName, limit, startFromHead: false });
    const { events = [] } = await calls.make('logs:GetLogEvents', () => client.send(get), GONE);
    return events.map(({ timestamp = 0, message = '' }) => ({ at: new Date(timestamp), container, text: message }));
  });

async function orNone<T>(read: () => Promise<T[]>): Promise<T[]> {
  try {
    return await read();
  } catch (error) {
    if (GONE.includes(errorName(error))) return [];
    throw error;
  }
}
