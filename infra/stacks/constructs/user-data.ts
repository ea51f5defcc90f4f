import { seatUrl, type SeatPlan } from '../../../workshop/seat-plan';
import type { Workshop } from '../../../workshop/workshop';
import { clusterName } from '../../names';
import type { Network } from '../network-outputs';
import { literal } from '../text';
import { mountVolume } from './mount-volume';

/** The seat's shared folder on its host: the same path everywhere, since a host has one seat. */
export const HOST_FOLDER = '/var/lib/usher/work';
/** Folder on the host, and file in it, that tell containers whose seat this is: shell assignments, nothing secret. */
export const SEAT_FOLDER = '/etc/usher';
export const SEAT_FILE = 'seat.env';
/** What the ECS agent is told when it starts. */
export const AGENT_CONFIG = '/etc/ecs/ecs.config';

/**
 * Joins the cluster with the seat's attribute, notes whose seat this is, mounts the seat's volume where it has one (`volume` is
 * its id), and makes the shared folder. Docker and the ECS agent start only after this has ended.
 */
export const userData = (
  workshop: Workshop,
  seat: SeatPlan,
  network: Network,
  volume: string | undefined,
): string => `#!/bin/bash
cat >> ${AGENT_CONFIG} <<'EOF'
ECS_CLUSTER=${clusterName(workshop)}
ECS_INSTANCE_ATTRIBUTES={"seat":"${seat.label}"}
ECS_AWSVPC_BLOCK_IMDS=true
EOF
mkdir -p ${SEAT_FOLDER}
cat > ${SEAT_FOLDER}/${SEAT_FILE} <<'EOF'
${seatLines(workshop, seat, network).join('\n')}
EOF
install -d -m 0755 /var/lib/usher
${volume === undefined ? '' : mountVolume(volume, HOST_FOLDER)}${openFolder(HOST_FOLDER)}`;

/**
 * Shell lines that make the shared folder. Apps run as different users (1000:100 and 50000:0) and nobody else is on the host, so
 * it is open to all of them and hands its group on. Apps of Usher set umask 0000; the default ACL does the same for apps that do
 * not, where the image has the tool.
 */
export const openFolder = (folder: string): string => `install -d -m 2777 -o 1000 -g 100 ${folder}
if command -v setfacl >/dev/null; then setfacl -d -m u::rwx,g::rwx,o::rwx ${folder}; fi
`;

/** `USHER_WORKSHOP`, `USHER_SEAT`, `USHER_USER`, and for each app its address as `USHER_URL_<APP>`. */
function seatLines(workshop: Workshop, seat: SeatPlan, network: Network): string[] {
  const balancer = network.at('load_balancers', seat.loadBalancer - 1);
  const balancers = Array.from({ length: seat.loadBalancer }, () => balancer);
  return [
    `USHER_WORKSHOP='${literal(workshop.spec.name)}'`,
    `USHER_SEAT='${seat.label}'`,
    `USHER_USER='${seat.user}'`,
    ...seat.apps.map((app) => `USHER_URL_${app.app.name.toUpperCase()}='${seatUrl(balancers, seat, app) ?? ''}'`),
  ];
}
