import { lastPart } from '../model/arn';
import type { Plane } from '../lifecycle/plane';
import type { Cluster, Service } from '../model/world';
import type { Call } from '../proxy/call';
import { text } from '../proxy/query';
import type { Refusal } from '../proxy/reply';

/** The cluster a call names by name or ARN; `default` where it names none. */
export function clusterOf(plane: Plane, call: Call): Cluster | Refusal {
  const name = lastPart(text(call.input, 'cluster') ?? 'default');
  const cluster = [...plane.world.clusters.values()].find((c) => c.name === name && c.arn.includes(`:${call.region}:`));
  return cluster ?? { code: 'ClusterNotFoundException', message: 'Cluster not found.' };
}

/** The service a call names within its cluster. */
export function findService(plane: Plane, cluster: Cluster, name: string): Service | undefined {
  return plane.world.services.get(`${cluster.arn.replace(':cluster/', ':service/')}/${lastPart(name)}`);
}
