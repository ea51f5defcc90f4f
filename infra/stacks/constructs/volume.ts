import { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume';
import type { Instance } from '@cdktf/provider-aws/lib/instance';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { VolumeAttachment } from '@cdktf/provider-aws/lib/volume-attachment';
import type { SeatPlan } from '../../../workshop/seat-plan';
import type { Network } from '../network-outputs';
import type { UsherStack } from '../usher-stack';

/** What the instance is told; on its own side it is an NVMe device that is known by the volume's id. */
const DEVICE = '/dev/sdf';

/** The seat's own volume of `size` GiB, in its host's zone. It is no part of the instance and stays when that is replaced. */
export const seatVolume = (
  stack: UsherStack,
  network: Network,
  seat: SeatPlan,
  size: number,
  provider: AwsProvider,
): EbsVolume =>
  new EbsVolume(stack, `volume:volume-${seat.label}`, {
    provider,
    availabilityZone: network.at('zones', stack.placementOf(seat.no).zone),
    size,
    type: 'gp3',
    encrypted: true,
    tags: { Name: `${stack.workshop.spec.name}-work-${seat.label}` },
  });

/**
 * Puts the volume on the host that stands. It goes when the host ends and has shut down, so that nothing half written is torn away.
 * Stopping the host for it would do harm: ECS keeps an instance that ends while it is stopped, and the cluster could not go.
 */
export function attachVolume(stack: UsherStack, seat: SeatPlan, volume: EbsVolume, instance: Instance): void {
  new VolumeAttachment(stack, `attachment:volume-${seat.label}`, {
    deviceName: DEVICE,
    volumeId: volume.id,
    instanceId: instance.id,
    skipDestroy: true,
  });
}
