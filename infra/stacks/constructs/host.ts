import { Instance } from '@cdktf/provider-aws/lib/instance';
import type { SeatPlan } from '../../../workshop/seat-plan';
import { clusterName, tagsOf } from '../../names';
import type { NetworkState } from '../network-outputs';
import { literal } from '../text';
import type { UsherStack } from '../usher-stack';
import { zoneOfSeat } from '../zones';

/** The seat's shared folder on its host: the same path everywhere, since a host has one seat. */
export const HOST_FOLDER = '/var/lib/usher/work';
/** GiB: both images, their logs and the participant's work. */
const ROOT_VOLUME = 50;

/** The seat's own instance. A newer AMI or other user data replaces nothing: only an explicit replacement does. */
export function host(stack: UsherStack, network: NetworkState, seat: SeatPlan): Instance {
  const { workshop } = stack;
  if (workshop.ami === undefined) throw new Error(`workshop ${workshop.spec.name} has no AMI yet`);
  const tags = { ...tagsOf(workshop, stack.request.stack, seat), Name: `${workshop.spec.name}-host-${seat.label}` };
  return new Instance(stack, `host:host-${seat.label}`, {
    ami: workshop.ami,
    instanceType: workshop.spec.instanceType,
    subnetId: network.at('public_subnets', zoneOfSeat(seat.no)),
    vpcSecurityGroupIds: [network.text('host_group')],
    iamInstanceProfile: network.text('instance_profile'),
    metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
    rootBlockDevice: { volumeSize: ROOT_VOLUME, volumeType: 'gp3', encrypted: true, deleteOnTermination: true, tags },
    userData: literal(userData(clusterName(workshop), seat.label)),
    tags,
    lifecycle: { ignoreChanges: ['ami', 'user_data'] },
  });
}

/**
 * Joins the cluster with the seat's attribute and makes the shared folder. Apps run as different users (1000:100 and 50000:0)
 * and nobody else is on the host, so the folder is open to all of them and keeps its group.
 */
export const userData = (cluster: string, label: string): string => `#!/bin/bash
cat >> /etc/ecs/ecs.config <<'EOF'
ECS_CLUSTER=${cluster}
ECS_INSTANCE_ATTRIBUTES={"seat":"${label}"}
ECS_AWSVPC_BLOCK_IMDS=true
EOF
mkdir -p /etc/usher
echo ${label} > /etc/usher/seat
install -d -m 0755 /var/lib/usher
install -d -m 2777 -o 1000 -g 100 ${HOST_FOLDER}
`;
