import { describe, expect, it } from '@jest/globals';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import { needsOf, seatLoad, vcpusOf, type Needs } from '../../workshop/needs';
import { loadBalancerCount, planSeat } from '../../workshop/seat-plan';
import { DEFAULT_OPTIONS, type Exposure, type WorkshopSpec } from '../../workshop/workshop';

const hosts: Exposure = { kind: 'hosts', domain: 'lab.example.org', zone: 'Z1', certificate: undefined };
const specOf = (seats: number, more: Partial<WorkshopSpec> = {}): WorkshopSpec => ({
  ...DEFAULT_OPTIONS,
  name: 'nov',
  seats,
  batchSize: 10,
  region: 'eu-west-1',
  instanceType: 't3.xlarge',
  apps: DEFAULT_APPS,
  ...more,
});

describe('what a workshop needs of an account', () => {
  it.each<[number, Partial<Needs>]>([
    [80, { vcpus: 320, loadBalancers: 4, targetGroups: 160, interfaces: 249, services: 160, hosts: 80 }],
    [1000, { vcpus: 4000, loadBalancers: 50, targetGroups: 2000, interfaces: 3101, services: 2000, hosts: 1000 }],
  ])('is known for %i seats', (seats, needs) => {
    expect(needsOf(specOf(seats))).toMatchObject(needs);
    expect(needsOf(specOf(seats))).toMatchObject({ listenersEach: 41, rulesEach: 40, vpcs: 1, roles: 3, databases: 1 });
    expect(needsOf(specOf(seats)).volumes).toBeCloseTo((seats * 50) / 1024, 6);
  });

  it('is what the seat plan makes, for every number of seats and both exposures', () => {
    for (const exposure of [{ kind: 'ports' } as const, hosts]) {
      for (let seats = 1; seats <= 1000; seats += seats < 110 ? 1 : 37) {
        const spec = specOf(seats, { exposure });
        const needs = needsOf(spec);
        const doors = new Map<number, number>();
        for (let no = 1; no <= seats; no += 1) {
          const plan = planSeat(spec, no);
          doors.set(plan.loadBalancer, (doors.get(plan.loadBalancer) ?? 0) + plan.apps.length);
        }
        const fullest = Math.max(...doors.values());
        expect(doors.size).toBe(needs.loadBalancers);
        expect(loadBalancerCount(spec)).toBe(needs.loadBalancers);
        expect(needs.targetGroupsEach).toBe(fullest);
        expect(needs.rulesEach).toBe(fullest);
        expect(needs.listenersEach).toBe(exposure.kind === 'hosts' ? 2 : fullest + 1);
        expect(needs.targetGroups).toBe([...doors.values()].reduce((sum, n) => sum + n, 0));
        expect(needs.interfaces).toBe(seats * 3 + needs.loadBalancers * 2 + 1);
      }
    }
  });

  it('stays within what AWS raises for nobody, and within the defaults of a load balancer, with one to five apps', () => {
    for (const exposure of [{ kind: 'ports' } as const, hosts]) {
      for (let count = 1; count <= 5; count += 1) {
        const apps = Array.from({ length: count }, (_, i) => ({ ...DEFAULT_APPS[0]!, name: `app${i}` }));
        const needs = needsOf(specOf(1000, { exposure, apps }));
        expect(needs.targetGroupsEach).toBeLessThanOrEqual(100);
        expect(needs.rulesEach).toBeLessThanOrEqual(100);
        expect(needs.listenersEach).toBeLessThanOrEqual(50);
      }
    }
  });

  it('grows with its options, each in its own place', () => {
    const plain = needsOf(specOf(80));
    expect(needsOf(specOf(80, { internet: 'nat' }))).toEqual({
      ...plain,
      addresses: 1,
      interfaces: plain.interfaces + 1,
    });
    expect(needsOf(specOf(80, { storage: { kind: 'volume', size: 50 } }))).toEqual({
      ...plain,
      volumes: plain.volumes * 2,
    });
    const allow = ['192.0.2.0/24', '198.51.100.0/24', '2001:db8::/32'];
    expect(needsOf(specOf(80, { allow }))).toEqual({ ...plain, groupRules: 6 });
    expect(needsOf(specOf(80, { allow, exposure: hosts })).groupRules).toBe(4);
    const apps = DEFAULT_APPS.filter((app) => !app.database);
    expect(needsOf(specOf(80, { apps }))).toMatchObject({ databases: 0, interfaces: 80 * 2 + 4 * 2 });
  });

  it.each([
    ['t3.medium', 2],
    ['t3.large', 2],
    ['t3.xlarge', 4],
    ['m6i.4xlarge', 16],
    ['nonsense', 2],
  ])('takes %s for %i vCPUs', (type, vcpus) => {
    expect(vcpusOf(type)).toBe(vcpus);
  });

  it('leaves room on a t3.xlarge for the apps every seat runs', () => {
    expect(seatLoad(specOf(1)).cpu).toBeLessThanOrEqual(4 * 1024);
    expect(seatLoad(specOf(1)).memory).toBeLessThanOrEqual(16 * 1024 * 0.94);
  });
});
