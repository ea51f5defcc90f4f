import { DescribeInstancesCommand, type Instance } from '@aws-sdk/client-ec2';
import { DescribeInstanceInformationCommand, type InstanceInformation } from '@aws-sdk/client-ssm';
import type { Problem } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import type { Calls } from '../aws/calls';
import type { Clients } from '../aws/clients';
import { TAG } from '../names';
import { hostSilent, hostStopped, notRegistered } from './problems';

const INSTANCES_PAGE = 1000;
/** The most that SSM lists in one call. */
const MANAGED_PAGE = 50;

/** The instance that is told things for a seat, or why there is nobody to tell. */
export type Host = { readonly id: string } | { readonly problem: Problem };

/** Hosts of a workshop by seat number, and by instance id; seats without any instance are missing. */
export interface Hosts {
  readonly bySeat: ReadonlyMap<number, Host>;
  readonly byId: ReadonlyMap<string, Host>;
}

/** Hosts of a workshop, as EC2 and SSM know them. */
export async function findHosts({ ec2, ssm }: Clients, calls: Calls, workshop: Workshop): Promise<Hosts> {
  const [instances, managed] = await Promise.all([
    calls.pages<Instance>(async (NextToken) => {
      const command = new DescribeInstancesCommand({
        MaxResults: INSTANCES_PAGE,
        NextToken,
        Filters: [
          { Name: `tag:${TAG.workshop}`, Values: [workshop.spec.name] },
          { Name: `tag:${TAG.run}`, Values: [workshop.suffix] },
        ],
      });
      const answer = await calls.make('ec2:DescribeInstances', () => ec2.send(command));
      return { items: (answer.Reservations ?? []).flatMap((each) => each.Instances ?? []), next: answer.NextToken };
    }),
    calls.pages<InstanceInformation>(async (NextToken) => {
      const command = new DescribeInstanceInformationCommand({
        MaxResults: MANAGED_PAGE,
        NextToken,
        Filters: [{ Key: `tag:${TAG.run}`, Values: [workshop.suffix] }],
      });
      const answer = await calls.make('ssm:DescribeInstanceInformation', () => ssm.send(command));
      return { items: answer.InstanceInformationList ?? [], next: answer.NextToken };
    }),
  ]);
  const pings = new Map(managed.map(({ InstanceId = '', PingStatus }) => [InstanceId, PingStatus]));
  const bySeat = new Map<number, Host>();
  const byId = new Map<string, Host>();
  for (const { InstanceId: id = '', State, Tags = [] } of instances) {
    const state = State?.Name ?? 'unknown';
    const no = Number(Tags.find(({ Key }) => Key === TAG.seat)?.Value);
    if (!Number.isInteger(no) || state === 'terminated' || state === 'shutting-down') continue;
    const host = hostOf(id, state, pings.get(id));
    byId.set(id, host);
    const known = bySeat.get(no);
    // Of an old instance and its successor the one that answers.
    if (known === undefined || 'problem' in known) bySeat.set(no, host);
  }
  return { bySeat, byId };
}

function hostOf(id: string, state: string, ping: string | undefined): Host {
  if (state !== 'running') return { problem: hostStopped(state) };
  if (ping === undefined) return { problem: notRegistered() };
  return ping === 'Online' ? { id } : { problem: hostSilent() };
}
