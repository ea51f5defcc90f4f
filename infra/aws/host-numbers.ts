import { CreateTagsCommand, DescribeInstancesCommand, type Filter, type Instance } from '@aws-sdk/client-ec2';
import type { HostNumbers } from '../../workshop/ports/host-numbers';
import { planSeat, seatLabel } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { hostAddress, hostName, TAG, tagsOf } from '../names';
import { Calls } from './calls';
import { clientsByRegion, type Clients, type CloudOptions } from './clients';
import { moveSeat } from './move-seat';

/** In this order a seat's instance is looked for; what has ended has no number. */
const STATES = ['running', 'pending', 'stopping', 'stopped'];

/** Numbers of hosts as EC2's tags and the attributes of ECS have them. */
export function createHostNumbers(options: CloudOptions = {}): HostNumbers {
  const clientsOf = clientsByRegion(options);
  return {
    find: (workshop, seats) => find(clientsOf(workshop.spec.region), workshop, seats),
    label: (workshop, instances) => label(clientsOf(workshop.spec.region), workshop, instances),
    move: (workshop, move) => moveSeat(clientsOf(workshop.spec.region), workshop, move),
  };
}

async function find(clients: Clients, workshop: Workshop, seats: readonly number[]): Promise<Map<number, string>> {
  const instances = await describe(clients, [
    { Name: `tag:${TAG.workshop}`, Values: [workshop.spec.name] },
    { Name: `tag:${TAG.run}`, Values: [workshop.suffix] },
    { Name: `tag:${TAG.seat}`, Values: seats.map(seatLabel) },
    { Name: 'instance-state-name', Values: STATES },
  ]);
  const rank = ({ State }: Instance): number => STATES.indexOf(State?.Name ?? '');
  const found = new Map<number, string>();
  // The best of a seat comes last and stays.
  for (const { InstanceId = '', Tags = [] } of [...instances].sort((a, b) => rank(b) - rank(a))) {
    found.set(Number(Tags.find(({ Key }) => Key === TAG.seat)?.Value), InstanceId);
  }
  return found;
}

/** The tags that Terraform would give them, so that it takes them up as they are. Their root volumes have the same. */
async function label(clients: Clients, workshop: Workshop, instances: ReadonlyMap<number, string>): Promise<void> {
  const calls = new Calls(clients);
  const known = await describe(clients, [{ Name: 'instance-id', Values: [...instances.values()] }]);
  for (const [no, id] of instances) {
    const seat = planSeat(workshop.spec, no);
    const tags: Record<string, string> = {
      ...tagsOf(workshop, seat.stack, seat),
      Name: hostName(workshop, seat.label),
    };
    const changed = [TAG.stack, TAG.seat, 'Name'].map((Key) => ({ Key, Value: tags[Key] ?? '' }));
    const root = rootVolume(known.find(({ InstanceId }) => InstanceId === id));
    if (root !== undefined) await tag(clients, calls, root, changed);
    await tag(clients, calls, id, [...changed, { Key: TAG.address, Value: hostAddress(seat.label) }]);
  }
}

async function tag({ ec2 }: Clients, calls: Calls, id: string, Tags: { Key: string; Value: string }[]): Promise<void> {
  await calls.make('ec2:CreateTags', () => ec2.send(new CreateTagsCommand({ Resources: [id], Tags })));
}

const rootVolume = (instance: Instance | undefined): string | undefined =>
  instance?.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === instance.RootDeviceName)?.Ebs?.VolumeId;

const describe = (clients: Clients, Filters: Filter[]): Promise<Instance[]> => {
  const calls = new Calls(clients);
  return calls.pages<Instance>(async (NextToken) => {
    const command = new DescribeInstancesCommand({ Filters, NextToken });
    const answer = await calls.make('ec2:DescribeInstances', () => clients.ec2.send(command));
    return { items: (answer.Reservations ?? []).flatMap((each) => each.Instances ?? []), next: answer.NextToken };
  });
};
