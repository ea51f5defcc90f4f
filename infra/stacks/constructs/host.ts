import { Instance } from '@cdktf/provider-aws/lib/instance';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { ROOT_VOLUME } from '../../../workshop/needs';
import type { SeatPlan } from '../../../workshop/seat-plan';
import { hostName, tagsOf } from '../../names';
import type { Network } from '../network-outputs';
import type { UsherStack } from '../usher-stack';
import { userData } from './user-data';
import { attachVolume, seatVolume } from './volume';

/**
 * The seat's own instance, and its volume where the workshop wants one. A newer AMI or other user data replaces nothing: only an
 * explicit replacement does.
 */
export function host(stack: UsherStack, network: Network, seat: SeatPlan, provider: AwsProvider): void {
  const { workshop } = stack;
  if (workshop.ami === undefined) throw new Error(`workshop ${workshop.spec.name} has no AMI yet`);
  const tags = { ...tagsOf(workshop, stack.request.stack, seat), Name: hostName(workshop, seat.label) };
  const { storage } = workshop.spec;
  const volume = storage.kind === 'volume' ? seatVolume(stack, network, seat, storage.size, provider) : undefined;
  const { zone, instanceType } = stack.placementOf(seat.no);
  const instance = new Instance(stack, `host:host-${seat.label}`, {
    provider,
    ami: workshop.ami,
    instanceType,
    subnetId: network.at('public_subnets', zone),
    vpcSecurityGroupIds: [network.text('host_group')],
    iamInstanceProfile: network.text('instance_profile'),
    metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
    rootBlockDevice: { volumeSize: ROOT_VOLUME, volumeType: 'gp3', encrypted: true, deleteOnTermination: true, tags },
    userData: userData(workshop, seat, network, volume?.id),
    tags,
    lifecycle: { ignoreChanges: ['ami', 'user_data'] },
  });
  if (volume) attachVolume(stack, seat, volume, instance);
}
