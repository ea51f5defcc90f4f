import { memoryOf } from '../../workshop/instance-memory';
import type { Rates } from './price-items';
import {
  CAPACITY,
  DATABASES,
  DATABASE_GIB,
  DATABASE_STORAGE,
  DEARNESS,
  INSTANCES,
  LARGE_BY_DEFAULT,
  PUBLIC_ADDRESS,
  SHARED,
} from './price-list';

/** GiB of a database class whose name says nothing. */
const UNKNOWN_MEMORY = 16;

/** Embedded rates; regions without prices of their own are taken by how dear they are on the whole. */
export function listRates(region: string, instanceType: string, databaseClass: string | undefined): Rates {
  const dearness = DEARNESS[region] ?? Math.max(...Object.values(DEARNESS));
  const here = SHARED[region];
  const virginia = SHARED['us-east-1']!;
  const nat = here?.nat ?? virginia.nat * dearness;
  return {
    instanceHour: instanceHour(instanceType) * dearness,
    volumeMonth: here?.volume ?? virginia.volume * dearness,
    balancerHour: here?.balancer ?? virginia.balancer * dearness,
    capacityHour: CAPACITY,
    addressHour: PUBLIC_ADDRESS,
    databaseHour: databaseClass === undefined ? 0 : databaseHour(databaseClass) * dearness,
    databaseMonth: DATABASE_STORAGE * dearness,
    // An hour of it and a GB through it cost the same.
    natHour: nat,
    natGb: nat,
  };
}

/** In us-east-1. A type that is not listed is taken for a general one of its size: each size doubles the one before. */
function instanceHour(type: string): number {
  const listed = INSTANCES[type];
  if (listed !== undefined) return listed;
  const size = type.split('.')[1] ?? '';
  const times = /^(\d*)xlarge/.exec(size)?.[1];
  if (times !== undefined) return LARGE_BY_DEFAULT * 2 * (times === '' ? 1 : Number(times));
  const smaller = { medium: 0.5, small: 0.25, micro: 0.125, nano: 0.0625 }[size] ?? 1;
  return LARGE_BY_DEFAULT * smaller;
}

/** In us-east-1. A class that is not listed is taken by its memory. */
const databaseHour = (databaseClass: string): number =>
  DATABASES[databaseClass] ?? (memoryOf(databaseClass) ?? UNKNOWN_MEMORY) * DATABASE_GIB;
