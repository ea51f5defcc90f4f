import {
  ClusterNotFoundException,
  DeregisterContainerInstanceCommand,
  DescribeContainerInstancesCommand,
  ECSClient,
  InvalidParameterException,
  paginateListContainerInstances,
  type ContainerInstance,
} from '@aws-sdk/client-ecs';
import type { Workshop } from '../../workshop/workshop';
import { clusterName } from '../names';
import { clientConfig } from './client-config';
import { isEnding, lookAtInstances } from './instances';

/** The most container instances a call lists or describes. */
const PAGE = 100;

export interface GhostHunt {
  /** Labels of seats; every host of the cluster where it is not said. */
  readonly seats?: readonly string[];
  /** Whether a host counts as well that lives and whose agent is silent: right where it is about to be destroyed. */
  readonly silent: boolean;
}

/**
 * Takes hosts off the workshop's cluster whose instances have ended. ECS does so by itself where the agent could say goodbye; the
 * entry of one that could not stays, its tasks count as running, and the cluster cannot be deleted.
 */
export async function removeGhosts(env: NodeJS.ProcessEnv, workshop: Workshop, hunt: GhostHunt): Promise<void> {
  const { region } = workshop.spec;
  const cluster = clusterName(workshop);
  const client = new ECSClient(clientConfig(env, region));
  try {
    const hosts = await hostsOf(client, cluster, hunt.seats);
    const looks = await lookAtInstances(
      env,
      region,
      hosts.flatMap(({ ec2InstanceId }) => ec2InstanceId ?? []),
    );
    for (const { containerInstanceArn: containerInstance, ec2InstanceId = '', agentConnected } of hosts) {
      const look = looks.get(ec2InstanceId);
      const isGhost = look === undefined || isEnding(look) || (hunt.silent && agentConnected === false);
      if (isGhost) await deregister(client, cluster, containerInstance);
    }
  } finally {
    client.destroy();
  }
}

async function deregister(client: ECSClient, cluster: string, containerInstance: string | undefined): Promise<void> {
  try {
    await client.send(new DeregisterContainerInstanceCommand({ cluster, containerInstance, force: true }));
  } catch (error) {
    // Its agent has said goodbye meanwhile.
    if (!(error instanceof InvalidParameterException)) throw error;
  }
}

async function hostsOf(client: ECSClient, cluster: string, seats: readonly string[] | undefined) {
  const filter = seats ? { filter: `attribute:seat in [${seats.join(', ')}]` } : {};
  const hosts: ContainerInstance[] = [];
  try {
    for await (const page of paginateListContainerInstances({ client, pageSize: PAGE }, { cluster, ...filter })) {
      const containerInstances = page.containerInstanceArns ?? [];
      if (containerInstances.length === 0) continue;
      const answer = await client.send(new DescribeContainerInstancesCommand({ cluster, containerInstances }));
      hosts.push(...(answer.containerInstances ?? []));
    }
  } catch (error) {
    if (!(error instanceof ClusterNotFoundException)) throw error;
  }
  return hosts;
}
