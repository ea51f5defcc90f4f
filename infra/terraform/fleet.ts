import type { Workshop } from '../../workshop/workshop';
import { removeGhosts, type GhostHunt } from './ghosts';
import { lookAtInstances, type InstanceLook } from './instances';

/** The hosts of workshops, as EC2 and ECS have them. */
export interface Fleet {
  /** What EC2 knows of these instances; of what it has forgotten, nothing. */
  look(region: string, ids: readonly string[]): Promise<ReadonlyMap<string, InstanceLook>>;
  /** Takes hosts off the cluster whose instances have ended. */
  removeGhosts(workshop: Workshop, hunt: GhostHunt): Promise<void>;
}

/** The fleet on real clients, with the endpoint and keys of `env`. */
export const createFleet = (env: NodeJS.ProcessEnv): Fleet => ({
  look: (region, ids) => lookAtInstances(env, region, ids),
  removeGhosts: (workshop, hunt) => removeGhosts(env, workshop, hunt),
});
