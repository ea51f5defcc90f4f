import {
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  DescribeTagsCommand,
  DescribeVolumesCommand,
} from '@aws-sdk/client-ec2';
import { TAG } from '../names';
import { pieces, type Calls } from './calls';
import type { Clients } from './clients';

/** Most values of one EC2 filter. */
const FILTER_VALUES = 200;

/** Asks EC2 which of these ids of one kind live; of at most 200, by filter: of an id that is forgotten, EC2 makes an error for all. */
type Ask = (clients: Clients, calls: Calls, ids: string[]) => Promise<(string | undefined)[]>;

/** What AWS lists by its tags for up to an hour after its end, by the kind in its ARN. */
const KINDS: Readonly<Record<string, Ask>> = {
  async instance({ ec2 }, calls, Values) {
    const states = ['pending', 'running', 'stopping', 'stopped'];
    const Filters = [
      { Name: 'instance-id', Values },
      { Name: 'instance-state-name', Values: states },
    ];
    const answer = await calls.make('ec2:DescribeInstances', () => ec2.send(new DescribeInstancesCommand({ Filters })));
    return (answer.Reservations ?? []).flatMap((each) => each.Instances ?? []).map((each) => each.InstanceId);
  },
  async volume({ ec2 }, calls, Values) {
    const Filters = [{ Name: 'volume-id', Values }];
    const answer = await calls.make('ec2:DescribeVolumes', () => ec2.send(new DescribeVolumesCommand({ Filters })));
    return (answer.Volumes ?? []).map(({ VolumeId, State }) => (/^delet/.test(State ?? '') ? undefined : VolumeId));
  },
  async natgateway({ ec2 }, calls, Values) {
    const Filter = [{ Name: 'nat-gateway-id', Values }];
    const command = new DescribeNatGatewaysCommand({ Filter });
    const answer = await calls.make('ec2:DescribeNatGateways', () => ec2.send(command));
    return (answer.NatGateways ?? []).map(({ NatGatewayId, State }) =>
      State === 'deleted' || State === 'failed' ? undefined : NatGatewayId,
    );
  },
};

/** All other kinds lose their tags with their end, in EC2's own books. */
const byTags: Ask = async ({ ec2 }, calls, Values) => {
  const Filters = [
    { Name: 'resource-id', Values },
    { Name: 'key', Values: [TAG.run] },
  ];
  const answer = await calls.make('ec2:DescribeTags', () => ec2.send(new DescribeTagsCommand({ Filters })));
  return (answer.Tags ?? []).map(({ ResourceId }) => ResourceId);
};

/** Of these ARNs (of anything) those of EC2 that are gone. */
export async function goneOfEc2(clients: Clients, calls: Calls, arns: readonly string[]): Promise<Set<string>> {
  const gone = new Set<string>();
  const kinds = new Map<string, Map<string, string>>();
  for (const arn of arns) {
    const kind = /:ec2:[^:]*:[^:]*:([\w-]+)\//.exec(arn)?.[1];
    if (kind === undefined) continue;
    const name = kind in KINDS ? kind : 'other';
    kinds.set(name, (kinds.get(name) ?? new Map<string, string>()).set(idOf(arn), arn));
  }
  for (const [kind, ids] of kinds) {
    const asked = pieces([...ids.keys()], FILTER_VALUES).map((some) => (KINDS[kind] ?? byTags)(clients, calls, some));
    const living = new Set((await Promise.all(asked)).flat());
    for (const [id, arn] of ids) if (!living.has(id)) gone.add(arn);
  }
  return gone;
}

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
