import { describe, expect, it } from '@jest/globals';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import {
  batchCount,
  batchStack,
  loadBalancerCount,
  loadBalancerName,
  MOST_SEATS,
  planSeat,
  seatsOfBatch,
  seatsPerLoadBalancer,
  stacksOf,
  type SeatPlan,
} from '../../workshop/seat-plan';
import { DEFAULT_OPTIONS, type WorkshopSpec } from '../../workshop/workshop';
import { rulePriority } from '../../infra/stacks/redirects';

/** Ports that browsers refuse to open, from 1024 up, as the Fetch standard lists them. */
const BLOCKED_PORTS = [1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669];
const ALSO_BLOCKED = [6679, 6697, 10080];

const spec = (seats: number, apps = 2, batchSize = 10): WorkshopSpec => ({
  ...DEFAULT_OPTIONS,
  name: 'sixteen-letters1',
  seats,
  batchSize,
  region: 'eu-west-1',
  instanceType: 't3.xlarge',
  apps: Array.from({ length: apps }, (_, i) => ({ ...DEFAULT_APPS[i % 2]!, name: `tenletter${i}` })),
});

const everySeat = (of: WorkshopSpec): SeatPlan[] => Array.from({ length: of.seats }, (_, i) => planSeat(of, i + 1));
const countBy = <T>(items: readonly T[], key: (item: T) => unknown): number[] => {
  const counts = new Map<unknown, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts.values()];
};

describe('the plan of a workshop', () => {
  it('has every seat in exactly one batch and no empty batch, for every number of seats', () => {
    for (const batchSize of [1, 3, 7, 10, 25]) {
      for (let seats = 1; seats <= MOST_SEATS; seats += 1) {
        const of = spec(seats, 1, batchSize);
        const batches = batchCount(of);
        expect(seatsOfBatch(of, batches).length).toBeGreaterThan(0);
        expect(seatsOfBatch(of, batches).length).toBeLessThanOrEqual(batchSize);
        expect(seatsOfBatch(of, batches).at(-1)?.no).toBe(seats);
        expect(seatsOfBatch(of, batches + 1)).toEqual([]);
      }
    }
  });

  it('puts each seat where its own batch counts it', () => {
    for (const batchSize of [1, 3, 10, 25]) {
      const of = spec(MOST_SEATS, 2, batchSize);
      const listed = Array.from({ length: batchCount(of) }, (_, i) => seatsOfBatch(of, i + 1)).flat();
      expect(listed).toEqual(everySeat(of));
      for (const seat of listed) expect(seat.stack).toBe(batchStack(seat.batch));
    }
  });

  it.each([1, 2, 3, 4, 7])('gives %i apps names, ports and rules of their own within what AWS allows', (apps) => {
    const of = spec(MOST_SEATS, apps);
    const seats = everySeat(of);
    const doors = seats.flatMap((seat) => seat.apps.map((plan) => ({ seat, plan })));

    expect(new Set(doors.map(({ plan }) => plan.name)).size).toBe(MOST_SEATS * apps);
    for (const { plan } of doors) expect(plan.name.length).toBeLessThanOrEqual(32);
    for (const { plan } of doors) expect(plan.name).toMatch(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/);

    expect(new Set(doors.map(({ plan }) => plan.listenerPort)).size).toBe(MOST_SEATS * apps);
    for (const { plan } of doors) {
      expect([...BLOCKED_PORTS, ...ALSO_BLOCKED]).not.toContain(plan.listenerPort);
      expect(plan.listenerPort).toBeLessThan(65_536);
    }

    const rules = doors.map(({ seat, plan }) => `${seat.loadBalancer}/${rulePriority(of, seat, plan)}`);
    expect(new Set(rules).size).toBe(rules.length);
    for (const { seat, plan } of doors) expect(rulePriority(of, seat, plan)).toBeGreaterThan(0);
    // With the one on port 80 an ALB has 50 listeners at most, and 100 rules.
    for (const count of countBy(doors, ({ seat }) => seat.loadBalancer)) expect(count).toBeLessThanOrEqual(49);
  });

  it.each([1, 2, 3, 7])('fills every load balancer it makes, with %i apps', (apps) => {
    for (let seats = 1; seats <= MOST_SEATS; seats += 1) {
      const of = spec(seats, apps);
      expect(planSeat(of, seats).loadBalancer).toBe(loadBalancerCount(of));
      expect(seats - (loadBalancerCount(of) - 1) * seatsPerLoadBalancer(of)).toBeGreaterThan(0);
    }
    for (let n = 1; n <= loadBalancerCount(spec(MOST_SEATS, apps)); n += 1) {
      expect(loadBalancerName(spec(MOST_SEATS, apps), n).length).toBeLessThanOrEqual(32);
    }
  });

  it('needs the 50 load balancers an account may have for 1,000 seats with two apps, and not one more', () => {
    expect(loadBalancerCount(spec(MOST_SEATS))).toBe(50);
  });

  it('gives the same seat the same place however many seats come after it', () => {
    for (const no of [1, 20, 21, 100, 999]) expect(planSeat(spec(no), no)).toEqual(planSeat(spec(MOST_SEATS), no));
  });

  it.each([0, -1, 1.5, 11, NaN])('refuses seat %p of ten', (no) => {
    expect(() => planSeat(spec(10), no)).toThrow(RangeError);
  });

  it('has a database only where an app wants one', () => {
    expect(stacksOf(spec(11))).toEqual(['network', 'database', 'batch-001', 'batch-002']);
    expect(stacksOf(spec(11, 1))).toEqual(['network', 'batch-001', 'batch-002']);
  });
});
