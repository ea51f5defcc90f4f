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

/** `network` of 1,000 seats has 50 load balancers, each three minutes of nothing but waiting. */
const NETWORK_RESOURCES_AT_ONCE = 64;
/** What the API quotas of an account keep busy, by the simulation in bench/: more callers only have more calls refused. */
const BATCH_RESOURCES_AT_ONCE = 40;
const [FEWEST, MOST] = [3, 10];

/** Resources that one of `applies` at the same time makes at once; Terraform's own default is 10. */
export const resourcesAtOnce = (stack: string, applies = machineParallelism()): number =>
  stack === 'network'
    ? NETWORK_RESOURCES_AT_ONCE
    : Math.min(MOST, Math.max(FEWEST, Math.round(BATCH_RESOURCES_AT_ONCE / applies)));
