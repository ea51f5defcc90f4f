import { seatUrl, type SeatPlan } from '../../../workshop/seat-plan';
import type { Workshop } from '../../../workshop/workshop';
import { clusterName } from '../../names';
import type { NetworkState } from '../network-outputs';
import { literal } from '../text';
import { mountVolume } from './mount-volume';

/** The seat's shared folder on its host: the same path everywhere, since a host has one seat. */
export const HOST_FOLDER = '/var/lib/usher/work';
/** Folder on the host, and file in it, that tell containers whose seat this is: shell assignments, nothing secret. */
export const SEAT_FOLDER = '/etc/usher';
export const SEAT_FILE = 'seat.env';

/**
 * Joins the cluster with the seat's attribute, notes whose seat this is, mounts the seat's volume where it has one (`volume` is
 * its id), and makes the shared folder. Docker and the ECS agent start only after this has ended.
 */
export const userData = (
  workshop: Workshop,
  seat: SeatPlan,
  network: NetworkState,
  volume: string | undefined,
): string => `#!/bin/bash
cat >> /etc/ecs/ecs.config <<'EOF'
ECS_CLUSTER=${clusterName(workshop)}
ECS_INSTANCE_ATTRIBUTES={"seat":"${seat.label}"}
ECS_AWSVPC_BLOCK_IMDS=true
