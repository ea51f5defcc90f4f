import { DescribeInstancesCommand, DescribeInstanceStatusCommand, type Instance } from '@aws-sdk/client-ec2';
import {
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  type ContainerInstance,
  type Task,
} from '@aws-sdk/client-ecs';
import PQueue from 'p-queue';
import type { AppInspection, CloudSnapshot, SeatInspection } from '../../workshop/ports/cloud';
import type { Workshop } from '../../workshop/workshop';
import { clusterName, TAG } from '../names';
import { Calls, pieces } from './calls';
import type { Clients } from './clients';
import { better, inspectTask, seatsByService, serviceOf } from './map-tasks';
import { errorName } from './problems';

/** Most that ECS and EC2 describe in one call by id, and ECS lists in one. */
const PAGE = 100;
/** Most instances EC2 lists in one call. */
const INSTANCES_PAGE = 1000;
/** AWS refills 20 such calls a second: at 100 ms each, these stay below. */
const AT_ONCE = 4;

const NO_CLUSTER = ['ClusterNotFoundException'];

/** State of every app of every seat: 8 calls for 80 seats with two apps, 72 for 1,000. A missing cluster is an empty one. */
export async function inspect(clients: Clients, workshop: Workshop): Promise<CloudSnapshot> {
  const calls = new Calls(clients);
  const queue = new PQueue({ concurrency: AT_ONCE });
  const [apps, agents, hosts] = await Promise.all([
    inspectApps(clients, calls, queue, workshop),
    connectedAgents(clients, calls, queue, workshop),
    inspectHosts(clients, calls, queue, workshop),
  ]);
  const seats = new Map<number, SeatInspection>();
  for (const no of new Set([...apps.keys(), ...agents.keys(), ...hosts.keys()])) {
    seats.set(no, {
      host: 'none',
      ...hosts.get(no),
      agentConnected: agents.get(no) ?? false,
      apps: apps.get(no) ?? new Map<string, AppInspection>(),
    });
  }
  return { calls: calls.made, seats };
}

async function inspectApps(
  { ecs }: Clients,
  calls: Calls,
  queue: PQueue,
  workshop: Workshop,
): Promise<Map<number, Map<string, AppInspection>>> {
  const cluster = clusterName(workshop);
  const tasks = await listAndDescribe<Task>(
    calls,
    queue,
    async (nextToken) => {
      const input = { cluster, maxResults: PAGE, nextToken };
      const answer = await calls.make('ecs:ListTasks', () => ecs.send(new ListTasksCommand(input)), NO_CLUSTER);
      return { items: answer.taskArns ?? [], next: answer.nextToken };
    },
    async (arns) => {
      const command = new DescribeTasksCommand({ cluster, tasks: arns });
      return (await calls.make('ecs:DescribeTasks', () => ecs.send(command))).tasks ?? [];
    },
  );
  const known = seatsByService(workshop.spec);
  const found = new Map<number, Map<string, AppInspection>>();
  for (const task of tasks) {
    const seat = known.get(serviceOf(task) ?? '');
    if (!seat) continue;
    const apps = found.get(seat.no) ?? new Map<string, AppInspection>();
    apps.set(seat.app, better(apps.get(seat.app), inspectTask(task)));
    found.set(seat.no, apps);
  }
  return found;
}

async function connectedAgents(
  { ecs }: Clients,
  calls: Calls,
  queue: PQueue,
  workshop: Workshop,
): Promise<Map<number, boolean>> {
  const cluster = clusterName(workshop);
  const instances = await listAndDescribe<ContainerInstance>(
    calls,
    queue,
    async (nextToken) => {
      const command = new ListContainerInstancesCommand({ cluster, maxResults: PAGE, nextToken });
      const answer = await calls.make('ecs:ListContainerInstances', () => ecs.send(command), NO_CLUSTER);
      return { items: answer.containerInstanceArns ?? [], next: answer.nextToken };
    },
    async (containerInstances) => {
      const command = new DescribeContainerInstancesCommand({ cluster, containerInstances });
      const answer = await calls.make('ecs:DescribeContainerInstances', () => ecs.send(command));
      return answer.containerInstances ?? [];
    },
  );
  const found = new Map<number, boolean>();
  for (const instance of instances) {
    const no = seatNumber(instance.attributes?.find(({ name }) => name === 'seat')?.value, workshop);
    if (no === undefined) continue;
    found.set(no, (found.get(no) ?? false) || (instance.agentConnected === true && instance.status === 'ACTIVE'));
  }
  return found;
}

type Host = Pick<SeatInspection, 'host' | 'zone'>;

async function inspectHosts(
  { ec2 }: Clients,
  calls: Calls,
  queue: PQueue,
  workshop: Workshop,
): Promise<Map<number, Host>> {
  const filters = [
    { Name: `tag:${TAG.workshop}`, Values: [workshop.spec.name] },
    { Name: `tag:${TAG.run}`, Values: [workshop.suffix] },
  ];
  const instances = await calls.pages<Instance>(async (NextToken) => {
    const command = new DescribeInstancesCommand({ Filters: filters, MaxResults: INSTANCES_PAGE, NextToken });
    const answer = await calls.make('ec2:DescribeInstances', () => ec2.send(command));
    return { items: (answer.Reservations ?? []).flatMap((each) => each.Instances ?? []), next: answer.NextToken };
  });
  const running = instances.filter((each) => each.State?.Name === 'running').flatMap((each) => each.InstanceId ?? []);
  const impaired = new Set<string>();
  await queue.addAll(
    pieces(running, PAGE).map((InstanceIds) => async () => {
      const command = new DescribeInstanceStatusCommand({ InstanceIds });
      const answer = await calls.make('ec2:DescribeInstanceStatus', () => ec2.send(command));
      for (const { InstanceId, InstanceStatus, SystemStatus } of answer.InstanceStatuses ?? []) {
        const bad = InstanceStatus?.Status === 'impaired' || SystemStatus?.Status === 'impaired';
        if (bad && InstanceId !== undefined) impaired.add(InstanceId);
      }
    }),
  );
  const found = new Map<number, Host>();
  for (const instance of instances) {
    const no = seatNumber(instance.Tags?.find(({ Key }) => Key === TAG.seat)?.Value, workshop);
    if (no === undefined) continue;
    const host = impaired.has(instance.InstanceId ?? '') ? 'impaired' : hostState(instance.State?.Name);
    const before = found.get(no);
    const zone = instance.Placement?.AvailabilityZone;
    if (before === undefined || HOST_RANK[host] > HOST_RANK[before.host])
      found.set(no, { host, ...(zone && { zone }) });
  }
  return found;
}

const hostState = (state: string | undefined): SeatInspection['host'] =>
  state === 'running' || state === 'pending' ? state : state === 'stopping' || state === 'stopped' ? 'stopped' : 'none';

/** While a host is replaced there are two of one seat: the one nearer to work counts. */
const HOST_RANK: Readonly<Record<SeatInspection['host'], number>> = {
  running: 4,
  impaired: 3,
  pending: 2,
  stopped: 1,
  none: 0,
};

function seatNumber(label: string | undefined, workshop: Workshop): number | undefined {
  const no = Number(label);
  return Number.isInteger(no) && no >= 1 && no <= workshop.spec.seats ? no : undefined;
}

/** Lists page by page and describes each page while the next is listed. */
async function listAndDescribe<T>(
  calls: Calls,
  queue: PQueue,
  list: (token: string | undefined) => Promise<{ items: string[]; next: string | undefined }>,
  describe: (arns: string[]) => Promise<T[]>,
): Promise<T[]> {
  const described: Promise<T[]>[] = [];
  try {
    await calls.pages(async (token) => {
      const page = await list(token);
      if (page.items.length > 0) {
        const describing = queue.add(() => describe(page.items));
        // Awaited below, when all is listed: until then a refusal must not count as unhandled.
        describing.catch(() => {});
        described.push(describing);
      }
      return page;
    });
  } catch (error) {
    await Promise.allSettled(described);
    if (errorName(error) === NO_CLUSTER[0]) return [];
    throw error;
  }
  return (await Promise.all(described)).flat();
}
