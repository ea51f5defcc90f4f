import type { Prices } from '../../workshop/ports';
import { loadBalancerCount } from '../../workshop/seat-plan';
import type { WorkshopSpec } from '../../workshop/workshop';
import { databaseSize } from '../stacks/database-size';
import {
  DATABASES,
  DATABASE_STORAGE,
  DEARNESS,
  INSTANCES,
  LARGE_BY_DEFAULT,
  PUBLIC_ADDRESS,
  SHARED,
} from './price-list';

const HOURS_A_MONTH = 730;
/** GiB of a host's root volume, as infra/stacks/constructs/host.ts makes it. */
const HOST_VOLUME = 50;
/** A load balancer stands in two zones, with an address in each, and carries about one capacity unit of a workshop's traffic. */
const ADDRESSES_PER_LOAD_BALANCER = 2;

/** Estimates from embedded list prices; regions without prices of their own are taken by how dear they are on the whole. */
export function createPrices(): Prices {
  return { of: (spec) => Promise.resolve({ hourly: hourly(spec), source: 'list' }) };
}

function hourly(spec: WorkshopSpec): number {
  const dearness = DEARNESS[spec.region] ?? Math.max(...Object.values(DEARNESS));
  const shared = SHARED[spec.region];
  const volume = (shared?.volume ?? SHARED['us-east-1']!.volume * dearness) / HOURS_A_MONTH;
  const loadBalancer = shared?.loadBalancer ?? SHARED['us-east-1']!.loadBalancer * dearness;

  const host = instanceHourly(spec.instanceType) * dearness + HOST_VOLUME * volume + PUBLIC_ADDRESS;
  const door = loadBalancer + ADDRESSES_PER_LOAD_BALANCER * PUBLIC_ADDRESS;
  return spec.seats * host + loadBalancerCount(spec) * door + databaseHourly(spec) * dearness;
}

/** In us-east-1. A type that is not listed is taken for a general one of its size: each size doubles the one before. */
function instanceHourly(type: string): number {
  const listed = INSTANCES[type];
  if (listed !== undefined) return listed;
  const size = type.split('.')[1] ?? '';
  const times = /^(\d*)xlarge/.exec(size)?.[1];
  if (times !== undefined) return LARGE_BY_DEFAULT * 2 * (times === '' ? 1 : Number(times));
  const smaller = { medium: 0.5, small: 0.25, micro: 0.125, nano: 0.0625 }[size] ?? 1;
  return LARGE_BY_DEFAULT * smaller;
}

function databaseHourly(spec: WorkshopSpec): number {
  if (!spec.apps.some((app) => app.database)) return 0;
  const { instanceClass, storage } = databaseSize(spec);
  return (DATABASES[instanceClass] ?? 0) + (storage * DATABASE_STORAGE) / HOURS_A_MONTH;
}
