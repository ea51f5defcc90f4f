import { ClusterNotFoundException, DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { clientConfig } from './client-config';

/** The most services one call describes. */
const A_CALL = 10;

/**
 * Of these ARNs (of anything) the ECS services that are gone. AWS lists deleted services by their tags for a while, and an
 * import of one would be tried for minutes.
 */
export async function deadServices(
  env: NodeJS.ProcessEnv,
  region: string,
  arns: readonly string[],
): Promise<Set<string>> {
  const byCluster = new Map<string, string[]>();
  for (const arn of arns) {
    const cluster = /:service\/([^/]+)\/[^/]+$/.exec(arn)?.[1];
    if (cluster && arn.includes(':ecs:')) byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), arn]);
  }
  const dead = new Set([...byCluster.values()].flat());
  if (dead.size === 0) return dead;
  const client = new ECSClient(clientConfig(env, region));
  for (const [cluster, services] of byCluster) {
    for (let i = 0; i < services.length; i += A_CALL) {
      const living = await active(client, cluster, services.slice(i, i + A_CALL));
      for (const arn of living) dead.delete(arn);
    }
  }
  client.destroy();
  return dead;
}

async function active(client: ECSClient, cluster: string, services: string[]): Promise<string[]> {
  try {
    const answer = await client.send(new DescribeServicesCommand({ cluster, services }));
    return (answer.services ?? []).flatMap(({ status, serviceArn }) =>
      status === 'ACTIVE' && serviceArn ? [serviceArn] : [],
    );
  } catch (error) {
    if (error instanceof ClusterNotFoundException) return [];
    throw error;
  }
}
