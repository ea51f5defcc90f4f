import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrices } from '../../../infra/aws';
import { listPrice } from '../../../infra/aws/prices';
import { createLiveRates } from '../../../infra/aws/live-rates';
import { readPrice } from '../../../infra/aws/read-price';
import { startLocalAws, type LocalAws } from '../../../local/aws';
import type { WorkshopSpec } from '../../../workshop/workshop';
import { cloudOptions, workshopOf } from './fixture';

const { spec } = workshopOf(80);
const hourly = (of: WorkshopSpec) => listPrice(of).hourly;

describe('an estimate by list prices', () => {
  it('of 80 seats is their instances and, on top, less than a quarter of that', () => {
    const instances = 80 * 0.1664;
    const all = hourly({ ...spec, region: 'us-east-1' });
    expect(all).toBeGreaterThan(instances);
    expect(all).toBeLessThan(instances * 1.25);
  });

  it('counts hosts with volume and address, load balancers with theirs, and the database', () => {
    const host = 0.1664 + (50 * 0.08) / 730 + 0.005;
    const doors = 4 * (0.0225 + 0.008 + 2 * 0.005);
    const database = 0.29 + (20 * 0.115) / 730;
    expect(hourly({ ...spec, region: 'us-east-1' })).toBeCloseTo(80 * host + doors + database, 6);
    const without = spec.apps.map((app) => ({ ...app, database: false }));
    expect(hourly({ ...spec, region: 'us-east-1', apps: without })).toBeCloseTo(80 * host + doors, 6);
  });

  it('counts what options add: volumes, the way to the internet, a database of the organiser’s choice', () => {
    const plain = hourly({ ...spec, region: 'us-east-1' });
    const more = (options: Partial<WorkshopSpec>) => hourly({ ...spec, region: 'us-east-1', ...options }) - plain;
    expect(more({ storage: { kind: 'volume', size: 20 } })).toBeCloseTo((80 * 20 * 0.08) / 730, 6);
    expect(more({ internet: 'nat' })).toBeCloseTo(0.045 + 0.005, 6);
    expect(more({ database: { instanceClass: 'db.t3.2xlarge', storage: 100 } })).toBeCloseTo(
      0.579 - 0.29 + (80 * 0.115) / 730,
      6,
    );
    const door = 0.0225 + 0.008 + 2 * 0.005;
    expect(
      more({ exposure: { kind: 'hosts', domain: 'lab.example.org', zone: 'Z1', certificate: undefined } }),
    ).toBeCloseTo(-2 * door, 6);
  });

  it('tells apart what the internet adds', () => {
    expect(listPrice(spec).internet).toBeUndefined();
    const { internet } = listPrice({ ...spec, region: 'us-east-1', internet: 'nat' });
    expect(internet?.hourly).toBeCloseTo(0.05, 6);
    expect(internet?.perGb).toBeCloseTo(0.045, 6);
  });

  it('grows with every seat, and is dearer in Ireland than in Virginia', () => {
    const of = (seats: number, region: string) => hourly({ ...spec, seats, region });
    for (let seats = 2; seats <= 1000; seats += 7)
      expect(of(seats, 'eu-west-1')).toBeGreaterThan(of(seats - 1, 'eu-west-1'));
    expect(of(80, 'eu-west-1')).toBeGreaterThan(of(80, 'us-east-1'));
    expect(of(80, 'xx-nowhere-1')).toBeGreaterThanOrEqual(of(80, 'sa-east-1'));
  });

  it.each([
    ['m8g.large', 0.096],
    ['m8g.xlarge', 0.192],
    ['m8g.4xlarge', 0.768],
    ['x9.medium', 0.048],
    ['nonsense', 0.096],
  ])('takes the unlisted %s for a general one of its size', (instanceType, price) => {
    const of = (type: string) => hourly({ ...spec, region: 'us-east-1', instanceType: type }) / 80;
    expect(of(instanceType) - of('t3.xlarge')).toBeCloseTo(price - 0.1664, 6);
  });
});

describe('prices of today', () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await startLocalAws({ port: 0, dataDir: mkdtempSync(join(tmpdir(), 'usher-aws-')), moto: 'none' });
  });
  afterEach(() => aws.stop());

  const asked = () => aws.calls.get('pricing:GetProducts') ?? 0;

  it.each(['us-east-1', 'eu-west-1'])('are asked of AWS, and add up to what the list says of %s', async (region) => {
    const wanted = { ...spec, region, internet: 'nat' as const, storage: { kind: 'volume' as const, size: 20 } };
    const price = await createPrices(cloudOptions(aws.endpoint)).of(wanted);
    expect(price.source).toBe('live');
    expect(price.hourly / hourly(wanted)).toBeCloseTo(1, 1);
    expect(price.internet?.hourly).toBeCloseTo(listPrice(wanted).internet!.hourly, 6);
  });

  it('are asked for once a day: in one call for each thing, however often somebody looks', async () => {
    const prices = createPrices(cloudOptions(aws.endpoint));
    await Promise.all([prices.of(spec), prices.of(spec)]);
    const first = asked();
    expect(first).toBe(6);
    await prices.of({ ...spec, seats: 79 });
    expect(asked()).toBe(first);
    await prices.of({ ...spec, internet: 'nat' });
    expect(asked()).toBe(first + 1);
    await prices.of({ ...spec, instanceType: 't3.large' });
    expect(asked()).toBe(first + 2);
  });

  it('are asked for anew the next day', async () => {
    let now = 0;
    const live = createLiveRates(cloudOptions(aws.endpoint), () => now);
    const one = { region: 'eu-west-1', instanceType: 't3.large', databaseClass: '', rates: ['instanceHour'] as const };
    expect(await live(one)).toEqual({ instanceHour: 0.0912 });
    now += 23 * 3_600_000;
    await live(one);
    expect(asked()).toBe(1);
    now += 3_600_000;
    await live(one);
    expect(asked()).toBe(2);
  });

  it('give way to list prices where AWS lists nothing, refuses or is silent, and nobody waits twice', async () => {
    const prices = createPrices(cloudOptions(aws.endpoint));
    expect((await prices.of({ ...spec, region: 'sa-east-1' })).source).toBe('list');
    expect((await prices.of({ ...spec, instanceType: 'x9.huge' })).source).toBe('list');

    aws.fault({ kind: 'deny', action: 'pricing:GetProducts' });
    const denied = createPrices(cloudOptions(aws.endpoint));
    expect(await denied.of(spec)).toEqual(listPrice(spec));
    const before = asked();
    await denied.of(spec);
    expect(asked()).toBe(before);

    const nobody = createPrices({ ...cloudOptions('http://127.0.0.1:9'), budgetMs: 200 });
    expect(await nobody.of(spec)).toEqual(listPrice(spec));
  });
});

describe('a price list', () => {
  const entry = (usagetype: string, USD: string, beginRange = '0') =>
    JSON.stringify({
      product: { attributes: { usagetype } },
      terms: { OnDemand: { a: { priceDimensions: { b: { beginRange, pricePerUnit: { USD } } } } } },
    });

  it('is read for the one product that is meant', () => {
    const hours = /^([A-Z0-9]+-)?NatGateway-Hours$/;
    const list = [
      entry('EU-NatGateway-Hours', '0.0480000000'),
      entry('EU-NatGateway-Prvd-Hours', '0.09'),
      entry('EU-NatGateway-Bytes', '0.05'),
    ];
    expect(readPrice(list, hours)).toBe(0.048);
    expect(readPrice([...list, entry('NatGateway-Hours', '0.1', '100')], hours)).toBe(0.048);
  });

  it('is not guessed at: nothing that fits, two that differ or nonsense is no price', () => {
    expect(readPrice([], /x/)).toBeUndefined();
    expect(readPrice([entry('x', '1'), entry('x', '2')], /x/)).toBeUndefined();
    expect(readPrice([entry('x', '0')], /x/)).toBeUndefined();
    expect(readPrice(['{', '{}', 7], /x/)).toBeUndefined();
  });
});
