import {
  DescribeInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  type Instance,
} from '@aws-sdk/client-ec2';
import type { StartedHosts } from '../../workshop/ports/cloud';
import type { Problem } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { TAG } from '../names';
import { Calls, pieces } from './calls';
import type { Clients } from './clients';
import { errorName } from './problems';

/** Instances of one call: if AWS refuses one of them it refuses all, and then they are asked for one by one. */
const A_CALL = 50;
/** The most instances EC2 lists in one call. */
const PAGE = 1000;

const FULL = ['InsufficientInstanceCapacity', 'InsufficientHostCapacity'];
const NO_CAPACITY: Problem = {
  kind: 'capacity',
  summary: 'AWS has no capacity for its instance just now.',
  next: 'Give `/workshop start` again later, or give the seat a new instance with `/workshop replace`.',
};

/** Asks EC2 to stop every host of the workshop that is on. */
export async function stopHosts(clients: Clients, workshop: Workshop): Promise<void> {
  const calls = new Calls(clients);
  const hosts = await hostsIn(clients, calls, workshop, ['pending', 'running']);
  for (const InstanceIds of pieces(hosts.map(idOf), A_CALL)) {
    await calls.make('ec2:StopInstances', () => clients.ec2.send(new StopInstancesCommand({ InstanceIds })));
  }
}

/** Asks EC2 to start every host of the workshop that is off. */
export async function startHosts(clients: Clients, workshop: Workshop): Promise<StartedHosts> {
  const calls = new Calls(clients);
  const hosts = await hostsIn(clients, calls, workshop, ['stopping', 'stopped']);
  const off = hosts.filter(({ State }) => State?.Name === 'stopped');
  const refused = new Map<number, Problem>();
  for (const some of pieces(off, A_CALL)) {
    try {
      await start(clients, calls, some);
    } catch (error) {
      if (!isCapacity(error)) throw error;
      for (const host of some) await startOne(clients, calls, host, refused);
    }
  }
  return { stopping: hosts.length - off.length, refused };
}

async function startOne(clients: Clients, calls: Calls, host: Instance, refused: Map<number, Problem>): Promise<void> {
  try {
    await start(clients, calls, [host]);
  } catch (error) {
    if (!isCapacity(error)) throw error;
    refused.set(Number(host.Tags?.find(({ Key }) => Key === TAG.seat)?.Value ?? 0), NO_CAPACITY);
  }
}

const start = (clients: Clients, calls: Calls, hosts: readonly Instance[]) =>
  calls.make(
    'ec2:StartInstances',
    () => clients.ec2.send(new StartInstancesCommand({ InstanceIds: hosts.map(idOf) })),
    FULL,
  );

const isCapacity = (error: unknown): boolean => FULL.includes(errorName(error));

const idOf = ({ InstanceId = '' }: Instance): string => InstanceId;

function hostsIn(
  { ec2 }: Clients,
  calls: Calls,
  { spec, suffix }: Workshop,
  states: readonly string[],
): Promise<Instance[]> {
  const Filters = [
    { Name: `tag:${TAG.workshop}`, Values: [spec.name] },
    { Name: `tag:${TAG.run}`, Values: [suffix] },
    { Name: 'instance-state-name', Values: [...states] },
  ];
  return calls.pages<Instance>(async (NextToken) => {
    const command = new DescribeInstancesCommand({ Filters, MaxResults: PAGE, NextToken });
    const answer = await calls.make('ec2:DescribeInstances', () => ec2.send(command));
    return { items: (answer.Reservations ?? []).flatMap((each) => each.Instances ?? []), next: answer.NextToken };
  });
}
