import { availableParallelism, totalmem } from 'node:os';

/** Terraform with the AWS provider at work, measured. */
const BYTES_PER_APPLY = 500 * 1024 * 1024;

/** Applies this machine carries at once: one a core, in no more than half of the memory. */
export function parallelismOf(cores: number, memory: number): number {
  return Math.max(1, Math.min(cores, Math.floor(memory / 2 / BYTES_PER_APPLY)));
}

/** The same for this machine, within the memory limit of its container. */
export function machineParallelism(): number {
  const limit = process.constrainedMemory();
  return parallelismOf(availableParallelism(), limit > 0 ? Math.min(limit, totalmem()) : totalmem());
}

/** What Terraform does by itself. */
const RESOURCES_AT_ONCE = 10;
/** `network` of 1,000 seats has 50 load balancers, each three minutes of nothing but waiting. */
const NETWORK_RESOURCES_AT_ONCE = 64;

/**
 * Resources one apply makes at once. More would not bring a batch up sooner, since AWS's API quotas hold it back, and would only
 * have more of its calls refused.
 */
export const resourcesAtOnce = (stack: string): number =>
  stack === 'network' ? NETWORK_RESOURCES_AT_ONCE : RESOURCES_AT_ONCE;
