import { describe, expect, it } from '@jest/globals';
import { billOf, type StackWork } from '../../workshop/bill';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import type { Price } from '../../workshop/ports/prices';
import { nextLimit, outlookOf, passedShare, willPass } from '../../workshop/price-limit';
import { DEFAULT_OPTIONS, type WorkshopSpec } from '../../workshop/workshop';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2026, 10, 24) + hours * HOUR);

/** 25 seats: two batches of ten, and one of five. */
const spec: WorkshopSpec = {
  ...DEFAULT_OPTIONS,
  name: 'nov',
  seats: 25,
  batchSize: 10,
  region: 'us-east-1',
  instanceType: 't3.xlarge',
  apps: DEFAULT_APPS,
};
const price: Price = {
  hourly: 30,
  resting: 5,
  source: 'list',
  parts: [
    { kind: 'instances', of: 'seats', hourly: 25, rests: true },
    { kind: 'load balancers', of: 'network', hourly: 3 },
    { kind: 'database', of: 'database', hourly: 2 },
  ],
};
const stacks = ['network', 'database', 'batch-001', 'batch-002', 'batch-003'];
const worked = (
  kind: 'deploy' | 'destroy',
  stack: string,
  from: number | undefined,
  to?: number,
  state: StackWork['state'] = to === undefined ? 'running' : 'done',
): StackWork => ({
  stack,
  removes: kind === 'destroy',
  state,
  startedAt: from === undefined ? undefined : at(from),
  endedAt: to === undefined ? undefined : at(to),
});
const deployed = stacks.map((stack) => worked('deploy', stack, 0, 0.2));
const until = (now: number) => [{ from: at(0), until: at(now), resting: false, spec, price }];
const totalOf = (work: readonly StackWork[], now: number) => billOf(until(now), work).total;

describe('what a workshop cost', () => {
  it('is its price an hour from the first deploy on, by kind', () => {
    expect(totalOf(deployed, 4)).toBeCloseTo(120);
    expect(billOf(until(4), deployed).items).toEqual([
      { kind: 'instances', amount: 100 },
      { kind: 'load balancers', amount: 12 },
      { kind: 'database', amount: 8 },
    ]);
  });

  it('counts no batch that was never begun, and each by its seats', () => {
    const partial = [
      worked('deploy', 'network', 0, 0.1),
      worked('deploy', 'batch-001', 0, 0.2),
      worked('deploy', 'batch-002', undefined, 1, 'stopped'),
      worked('deploy', 'batch-003', 1, 1.1, 'failed'),
    ];
    // 3 of the network for two hours, ten seats for two, five for one: what failed may stand half.
    expect(totalOf(partial, 2)).toBeCloseTo(6 + 20 + 5);
  });

  it('does not begin anew where a deploy is resumed', () => {
    expect(totalOf([...deployed, ...stacks.map((stack) => worked('deploy', stack, 2, 2.1))], 4)).toBeCloseTo(120);
  });

  it('ends stack by stack with a destroy, goes on where one failed, and stays as it is afterwards', () => {
    const destroying = [
      worked('destroy', 'batch-001', 4, 4.5),
      worked('destroy', 'batch-002', 4, 4.5),
      worked('destroy', 'batch-003', 4, 5, 'failed'),
      worked('destroy', 'database', 4, 5),
      worked('destroy', 'network', undefined, undefined, 'waiting'),
    ];
    const first = 20 * 4.5 + 5 * 8 + 2 * 5 + 3 * 8;
    expect(totalOf([...deployed, ...destroying], 8)).toBeCloseTo(first);
    const again = ['batch-001', 'batch-002', 'batch-003', 'database', 'network'].map((stack) =>
      worked('destroy', stack, 8, 9),
    );
    const whole = 20 * 4.5 + 5 * 9 + 2 * 5 + 3 * 9;
    expect(totalOf([...deployed, ...destroying, ...again], 10)).toBeCloseTo(whole);
    expect(totalOf([...deployed, ...destroying, ...again], 1000)).toBeCloseTo(whole);
  });

  it('counts the hours in between as nothing where it was destroyed in part and deployed again', () => {
    const work = [
      ...deployed,
      ...stacks.map((stack) => worked('destroy', stack, 1, 1.5)),
      ...stacks.map((stack) => worked('deploy', stack, 11, 11.2)),
    ];
    expect(totalOf(work, 12)).toBeCloseTo(30 * 1.5 + 30);
  });

  it('is less while the hosts are off, and by as many seats as there were', () => {
    const small = { ...spec, seats: 15 };
    const less = { ...price, parts: [{ kind: 'instances', of: 'seats', hourly: 15, rests: true } as const] };
    const stretches = [
      { from: at(0), until: at(2), resting: false, spec, price },
      { from: at(2), until: at(12), resting: true, spec, price },
      { from: at(12), until: at(14), resting: false, spec: small, price: less },
    ];
    expect(billOf(stretches, deployed).items).toEqual([
      { kind: 'instances', amount: 2 * 25 + 2 * 15 },
      { kind: 'load balancers', amount: 12 * 3 },
      { kind: 'database', amount: 12 * 2 },
    ]);
  });

  it('is nothing before the first deploy', () => {
    expect(billOf(until(4), []).total).toBe(0);
    expect(billOf([], deployed).total).toBe(0);
  });
});

describe('a price limit', () => {
  const outlook = (limit: number, spent: number, endsAt?: Date) =>
    outlookOf({ priceLimit: limit, endsAt }, { spent, hourly: 10 }, at(0))!;

  it('says what the price will be at the end, and when it is passed', () => {
    expect(outlook(200, 150, at(8))).toEqual({ limit: 200, spent: 150, atEnd: 230, passesAt: at(5) });
    expect(willPass(outlook(200, 150, at(8)))).toBe(true);
    expect(willPass(outlook(200, 150, at(5)))).toBe(false);
    expect(outlook(200, 150)).toMatchObject({ atEnd: undefined, passesAt: at(5) });
    expect(outlook(200, 150, at(-1)).atEnd).toBeUndefined();
    expect(outlookOf({ endsAt: at(1) }, { spent: 1, hourly: 1 }, at(0))).toBeUndefined();
  });

  it('is passed at 80 and 100 per cent', () => {
    expect([159, 160, 199, 200, 500].map((spent) => passedShare(outlook(200, spent)))).toEqual([
      undefined,
      80,
      80,
      100,
      100,
    ]);
  });

  it('is offered half as much again, or enough until the end', () => {
    expect(nextLimit(outlook(200, 160))).toBe(300);
    expect(nextLimit(outlook(200, 160, at(30)))).toBe(460);
    expect(nextLimit(outlook(1234, 1000))).toBe(1900);
    expect(nextLimit(outlook(1, 0.9))).toBe(2);
  });
});
