import type { Plane } from '../lifecycle/plane';
import type { Call } from '../proxy/call';
import { list, text } from '../proxy/query';
import type { Refusal } from '../proxy/reply';

/** Refuses a launch where capacity is short, in EC2's words and with its status, at which clients try again by themselves. */
export async function whyNoCapacity(
  plane: Plane,
  region: string,
  subnet: string,
  type: string,
): Promise<Refusal | undefined> {
  if (plane.scarce.length === 0) return undefined;
  const zone = (await plane.facts.network(region)).subnets.get(subnet)?.zone ?? '';
  const isShort = plane.scarce.some((one) => (one.zone ?? zone) === zone && (one.type ?? type) === type);
  if (!isShort) return undefined;
  return {
    code: 'InsufficientInstanceCapacity',
    message: `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity. You can currently get ${type} capacity by not specifying an Availability Zone in your request.`,
    status: 500,
  };
}

/** The same for a call of RunInstances. */
export const refuseForCapacity =
  (plane: Plane) =>
  ({ region, input }: Call): Promise<Refusal | undefined> => {
    const subnet = text(input, 'SubnetId') ?? text(list(input, 'NetworkInterface')[0] ?? {}, 'SubnetId') ?? '';
    return whyNoCapacity(plane, region, subnet, text(input, 'InstanceType') ?? '');
  };
