import {
  DeregisterContainerInstanceCommand,
  DescribeServicesCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  PutAttributesCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { HostMove } from '../../workshop/ports/host-numbers';
import { ProblemError } from '../../workshop/problems';
import { planSeat, seatLabel } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { clusterName } from '../names';
import { Calls } from './calls';
import type { Clients } from './clients';
import { errorName } from './problems';

/** What ECS says of a task, or a host, that went by itself meanwhile. */
const GONE = ['InvalidParameterException'];

/**
 * Has the services of a seat start on another host. The old one goes off the cluster first, by force, since ECS would count what it
 * believes to run there for good; what a spare runs on the new one is stopped last, when its own services find no place there any more.
 */
export async function moveSeat(
  clients: Clients,
  workshop: Workshop,
  { seat, spare, from, to }: HostMove,
): Promise<void> {
  const { ecs } = clients;
  const calls = new Calls(clients);
  const cluster = clusterName(workshop);
  const [old, host] = [
    from && (await hostOn(clients, calls, cluster, from)),
    await hostOn(clients, calls, cluster, to),
  ];
  if (host === undefined) throw new ProblemError(notThere(spare));

  await followZone(clients, calls, workshop, seat, spare);
  if (old !== undefined && old !== '') {
    const command = new DeregisterContainerInstanceCommand({ cluster, containerInstance: old, force: true });
    await unlessGone(calls.make('ecs:DeregisterContainerInstance', () => ecs.send(command), GONE));
  }
  const attributes = [
    { name: 'seat', value: seatLabel(seat), targetType: 'container-instance' as const, targetId: host },
  ];
  await calls.make('ecs:PutAttributes', () => ecs.send(new PutAttributesCommand({ cluster, attributes })));
  for (const { name: serviceName } of planSeat(workshop.spec, spare).apps) {
    const list = new ListTasksCommand({ cluster, serviceName, desiredStatus: 'RUNNING' });
    const { taskArns = [] } = await calls.make('ecs:ListTasks', () => ecs.send(list));
    for (const task of taskArns) {
      const stop = new StopTaskCommand({ cluster, task, reason: `Its host is seat ${seatLabel(seat)}'s now` });
      await unlessGone(calls.make('ecs:StopTask', () => ecs.send(stop), GONE));
    }
  }
}

/** ARN of the container instance of an instance; undefined where it is not on the cluster. */
async function hostOn({ ecs }: Clients, calls: Calls, cluster: string, id: string): Promise<string | undefined> {
  const command = new ListContainerInstancesCommand({ cluster, filter: `ec2InstanceId == ${id}` });
  const answer = await calls.make('ecs:ListContainerInstances', () => ecs.send(command));
  return answer.containerInstanceArns?.[0];
}

/** Tasks have their interface in the zone of their host: a seat that goes to another zone takes the subnets of the spare. */
async function followZone(
  { ecs }: Clients,
  calls: Calls,
  { spec }: Workshop,
  seat: number,
  spare: number,
): Promise<void> {
  const cluster = clusterName({ spec });
  const [own, others] = [planSeat(spec, seat), planSeat(spec, spare)].map(({ apps }) => apps.map(({ name }) => name));
  for (const [index, service] of (own ?? []).entries()) {
    const command = new DescribeServicesCommand({ cluster, services: [service, others?.[index] ?? ''] });
    const { services = [] } = await calls.make('ecs:DescribeServices', () => ecs.send(command));
    const networkOf = (name: string | undefined) =>
      services.find(({ serviceName }) => serviceName === name)?.networkConfiguration?.awsvpcConfiguration;
    const [network, there] = [networkOf(service), networkOf(others?.[index])];
    if (!network || !there || network.subnets?.join() === there.subnets?.join()) continue;
    const update = new UpdateServiceCommand({
      cluster,
      service,
      networkConfiguration: { awsvpcConfiguration: { ...network, subnets: there.subnets } },
    });
    await calls.make('ecs:UpdateService', () => ecs.send(update));
  }
}

async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!GONE.includes(errorName(error))) throw error;
  }
}

const notThere = (spare: number) =>
  ({
    kind: 'unknown',
    summary: `The machine of spare ${spare} is not in the cluster: its ECS agent has not registered.`,
    next: 'Look at it with `/workshop health`, and swap to another spare.',
  }) as const;
