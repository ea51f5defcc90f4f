import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { TAG } from '../names';
import { clientConfig } from './client-config';

/** The most values a filter of EC2 takes. */
const FILTER_VALUES = 200;
const ENDING = new Set(['shutting-down', 'terminated']);

export interface InstanceLook {
  readonly launchedAt: Date;
  /** `running`; EC2's own words. */
  readonly state: string;
  /** Stack and address that its tags name; undefined where they name none. */
  readonly place?: string;
}

/** `batch-001 aws_instance.host-007`. */
export const placeOf = (stack: string, address: string): string => `${stack} ${address}`;

/** What EC2 knows of these instances; of what it has forgotten, nothing. */
export async function lookAtInstances(
  env: NodeJS.ProcessEnv,
  region: string,
  ids: readonly string[],
): Promise<Map<string, InstanceLook>> {
  const found = new Map<string, InstanceLook>();
  if (ids.length === 0) return found;
  const client = new EC2Client(clientConfig(env, region));
  try {
    for (let from = 0; from < ids.length; from += FILTER_VALUES) {
      // A filter, and not the ids themselves: what is forgotten is then no error.
      const Filters = [{ Name: 'instance-id', Values: ids.slice(from, from + FILTER_VALUES) }];
      const { Reservations = [] } = await client.send(new DescribeInstancesCommand({ Filters }));
      for (const { InstanceId, LaunchTime, State, Tags } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
        const launchedAt = LaunchTime ?? new Date(0);
        const [stack, address] = [TAG.stack, TAG.address].map((key) => Tags?.find(({ Key }) => Key === key)?.Value);
        const place = stack && address ? { place: placeOf(stack, address) } : {};
        if (InstanceId) found.set(InstanceId, { launchedAt, state: State?.Name ?? '', ...place });
      }
    }
    return found;
  } finally {
    client.destroy();
  }
}

/** Whether an instance is at its end, or past it. */
export const isEnding = (look: InstanceLook | undefined): boolean => look !== undefined && ENDING.has(look.state);
