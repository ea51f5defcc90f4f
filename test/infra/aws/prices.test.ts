import { describe, expect, it } from '@jest/globals';
import { createPrices } from '../../../infra/aws';
import type { WorkshopSpec } from '../../../workshop/workshop';
import { workshopOf } from './fixture';

const prices = createPrices();
const hourly = async (of: WorkshopSpec) => (await prices.of(of)).hourly;
const { spec } = workshopOf(80);

describe('an estimate', () => {
  it('of 80 seats is their instances and, on top, less than a quarter of that', async () => {
    const instances = 80 * 0.1664;
    const all = await hourly({ ...spec, region: 'us-east-1' });
    expect(all).toBeGreaterThan(instances);
    expect(all).toBeLessThan(instances * 1.25);
  });

  it('counts hosts with volume and address, load balancers with theirs, and the database', async () => {
    const host = 0.1664 + (50 * 0.08) / 730 + 0.005;
    const doors = 4 * (0.0225 + 0.008 + 2 * 0.005);
    const database = 0.29 + (20 * 0.115) / 730;
    expect(await hourly({ ...spec, region: 'us-east-1' })).toBeCloseTo(80 * host + doors + database, 6);
    const without = spec.apps.map((app) => ({ ...app, database: false }));
    expect(await hourly({ ...spec, region: 'us-east-1', apps: without })).toBeCloseTo(80 * host + doors, 6);
  });

  it('grows with every seat, and is dearer in Ireland than in Virginia', async () => {
    const of = (seats: number, region: string) => hourly({ ...spec, seats, region });
    for (let seats = 2; seats <= 1000; seats += 7)
      expect(await of(seats, 'eu-west-1')).toBeGreaterThan(await of(seats - 1, 'eu-west-1'));
    expect(await of(80, 'eu-west-1')).toBeGreaterThan(await of(80, 'us-east-1'));
    expect(await of(80, 'xx-nowhere-1')).toBeGreaterThanOrEqual(await of(80, 'sa-east-1'));
  });

  it.each([
    ['m8g.large', 0.096],
    ['m8g.xlarge', 0.192],
    ['m8g.4xlarge', 0.768],
    ['x9.medium', 0.048],
    ['nonsense', 0.096],
  ])('takes the unlisted %s for a general one of its size', async (instanceType, price) => {
    const of = async (type: string) => (await hourly({ ...spec, region: 'us-east-1', instanceType: type })) / 80;
    expect((await of(instanceType)) - (await of('t3.xlarge'))).toBeCloseTo(price - 0.1664, 6);
  });
});
