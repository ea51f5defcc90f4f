/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../workshop/ports/store';
import type { ScalePlan, ScaleWish } from '../../workshop/usher/resizing';
import type { Workshop } from '../../workshop/workshop';
import { openTestStore, reopenTestStore } from '../support/store';
import { createWorld, type World } from '../support/world';

let store: Store;
let world: World;
beforeEach(async () => {
  store = await openTestStore();
  world = createWorld(store);
});
afterEach(() => world.usher.drain());

const plan = async (workshop: Workshop, wish: ScaleWish): Promise<ScalePlan> => {
  const planned = await world.usher.resizing.plan(workshop, wish);
  if ('refused' in planned) throw new Error(planned.refused);
  return planned.plan;
};
const begin = async (workshop: Workshop, wish: ScaleWish) =>
  world.usher.resizing.begin(workshop, 'U-ADA', wish, (await plan(workshop, wish)).mark);
/** Scales and waits for the end. */
const scale = async (workshop: Workshop, wish: ScaleWish) => {
  const begun = await begin(workshop, wish);
  if (!('started' in begun)) throw new Error(`not started: ${JSON.stringify(begun)}`);
  await world.until('operation-ended', (event) => event.operationId === begun.started.id);
  return (await store.operations.get(begun.started.id))!;
};
const again = async ({ id }: Workshop): Promise<Workshop> => (await world.usher.get(id))!;
const seatOf = async (workshop: Workshop, userId: string): Promise<number | undefined> =>
  (await store.participants.sitting(userId)).find(({ seat }) => seat.workshopId === workshop.id)?.seat.no;
const sit = async (workshop: Workshop, no: number, userId: string) =>
  world.usher.assign(workshop, 'U-ADA', { no, userId });

describe('before a deploy', () => {
  it('only the plan changes, and people keep their seats', async () => {
    const workshop = await world.newWorkshop(5);
    await sit(workshop, 2, 'U-GRACE');
    expect(await begin(workshop, { seats: 3 })).toHaveProperty('resized');
    expect((await again(workshop)).spec.seats).toBe(3);
    expect((await store.seats.list(workshop.id)).map(({ no }) => no)).toEqual([1, 2, 3]);
    expect(await seatOf(workshop, 'U-GRACE')).toBe(2);
    expect(world.cloud.applied).toEqual([]);
    expect(world.events).toContainEqual(
      expect.objectContaining({ type: 'workshop-scaled', after: { seats: 3, spares: 0 } }),
    );
  });

  it.each([
    ['the size it has', { seats: 5 }, { refused: 'same' }],
    ['more than 1,000, spares counted', { seats: 999, spares: 2 }, { refused: 'too-many', seats: 999, spares: 2 }],
  ])('%s is refused', async (_what, wish, refusal) => {
    expect(await world.usher.resizing.plan(await world.newWorkshop(5), wish)).toEqual(refusal);
  });
});

describe('growing', () => {
  it('makes what is new, leaves the rest alone, and serves the waitlist', async () => {
    const workshop = await world.deployed(12);
    for (let no = 1; no <= 12; no += 1) await sit(workshop, no, `U-${no}`);
    await world.usher.claim('U-LATE', workshop.id);
    expect(await seatOf(workshop, 'U-LATE')).toBeUndefined();
    world.cloud.applied.length = 0;
    expect(await scale(workshop, { seats: 21 })).toMatchObject({ state: 'succeeded' });
    expect(world.cloud.applied[0]).toBe('network');
    expect([...world.cloud.applied].sort()).toEqual(['batch-002', 'batch-003', 'network']);
    expect(world.cloud.destroyed).toEqual([]);
    expect(world.cloud.restarted).toEqual([]);
    const seats = await store.seats.list(workshop.id);
    expect(seats.every(({ state }) => state === 'ready')).toBe(true);
    expect(seats).toHaveLength(21);
    expect(await seatOf(workshop, 'U-7')).toBe(7);
    expect(await seatOf(workshop, 'U-LATE')).toBe(13);
    expect(await again(workshop)).toMatchObject({ state: 'deployed', built: undefined });
    expect((await again(workshop)).loadBalancers).toHaveLength(2);
  });

  it('keeps its spares the last numbers, and what was one is a seat like others', async () => {
    const workshop = await world.deployed(12, { spec: { spares: 2 } });
    await scale(workshop, { seats: 13 });
    const spares = (await store.seats.list(workshop.id)).filter(({ spare }) => spare).map(({ no }) => no);
    expect(spares).toEqual([14, 15]);
    expect((await again(workshop)).spec).toMatchObject({ seats: 15, spares: 2 });
  });

  it('is taken up by a deploy where a batch failed, and touches no other', async () => {
    const workshop = await world.deployed(10);
    world.cloud.failing.set('batch-002', { kind: 'quota', summary: 'Too many.', next: 'Ask for more.' });
    expect(await scale(workshop, { seats: 12 })).toMatchObject({ state: 'failed', problem: { kind: 'quota' } });
    world.cloud.failing.clear();
    world.cloud.applied.length = 0;
    const begun = await world.usher.deploy(await again(workshop), 'U-ADA');
    if (!('started' in begun)) throw new Error('not started');
    await world.until('operation-ended', (event) => event.operationId === begun.started.id);
    expect(world.cloud.applied).toEqual(['batch-002']);
    expect((await store.seats.list(workshop.id)).every(({ state }) => state === 'ready')).toBe(true);
  });

  it('goes on in another process where its own is gone', async () => {
    const workshop = await world.deployed(10);
    world.cloud.hang = (stack) => stack === 'batch-002';
    const begun = await begin(workshop, { seats: 12 });
    if (!('started' in begun)) throw new Error('not started');
    await world.until('seat-changed', ({ no, state }) => no === 12 && state === 'creating');
    await world.usher.drain();
    world.cloud.hang = () => false;
    const { cloud } = world;
    store = await reopenTestStore();
    world = createWorld(store, { cloud });
    await world.until('operation-ended', (event) => event.operationId === begun.started.id);
    expect(await store.operations.get(begun.started.id)).toMatchObject({ state: 'succeeded' });
    expect(await store.seats.list(workshop.id)).toHaveLength(12);
  });

  it('is refused while another operation runs, and where a quota is short', async () => {
    const workshop = await world.deployed(10);
    world.cloud.checks = [{ what: 'vCPUs', verdict: 'short', sentence: '48 needed, 40 left.' }];
    const { mark, checks } = await plan(workshop, { seats: 12 });
    expect(checks).toHaveLength(1);
    expect(await world.usher.resizing.begin(workshop, 'U-ADA', { seats: 12 }, mark)).toHaveProperty('again');
    world.cloud.checks = [];
    world.cloud.hang = (stack) => stack === 'batch-002';
    await begin(workshop, { seats: 12 });
    expect(await world.usher.resizing.plan(await again(workshop), { seats: 15 })).toMatchObject({ refused: 'running' });
    world.cloud.hang = () => false;
  });
});

describe('shrinking', () => {
  it('takes the highest numbers, tells who sits there, and costs less from then on', async () => {
    const workshop = await world.deployed(25);
    await sit(workshop, 24, 'U-GRACE');
    await sit(workshop, 3, 'U-ALAN');
    world.cloud.applied.length = 0;
    const { leaving, removing, stacks } = await plan(workshop, { seats: 14 });
    expect(leaving.map(({ no, sitter }) => [no, sitter.userId])).toEqual([[24, 'U-GRACE']]);
    expect(removing).toEqual(['batch-003']);
    expect(stacks).toEqual(['network', 'batch-002', 'batch-003']);
    expect(await scale(workshop, { seats: 14 })).toMatchObject({ state: 'succeeded' });
    expect(world.cloud.destroyed).toEqual(['batch-003']);
    // The load balancer goes once nothing is behind it.
    expect(world.cloud.applied).toEqual(['batch-002', 'network']);
    expect(await seatOf(workshop, 'U-GRACE')).toBeUndefined();
    expect(await seatOf(workshop, 'U-ALAN')).toBe(3);
    expect((await store.participants.byUser(workshop.id, 'U-GRACE'))?.news).toBe('removed');
    const now = await again(workshop);
    expect(now).toMatchObject({ built: undefined, state: 'deployed' });
    expect(now.stretches?.map(({ seats }) => seats)).toEqual([25, 14]);
    expect((await world.usher.status(now)).hourly).toBeCloseTo(14 * 0.2);
  });

  it('asks again where somebody else sits there by now, and takes nobody’s seat unasked', async () => {
    const workshop = await world.deployed(12);
    const { mark } = await plan(workshop, { seats: 5 });
    await sit(workshop, 11, 'U-GRACE');
    const begun = await world.usher.resizing.begin(workshop, 'U-ADA', { seats: 5 }, mark);
    expect(begun).toHaveProperty('again.leaving.length', 1);
    expect(await seatOf(workshop, 'U-GRACE')).toBe(11);
    expect((await again(workshop)).spec.seats).toBe(12);
  });

  it('makes no seat a spare that somebody sits at', async () => {
    const workshop = await world.deployed(12, { spec: { spares: 2 } });
    await sit(workshop, 7, 'U-GRACE');
    expect((await plan(workshop, { seats: 6 })).missingSpares).toBe(1);
    await scale(workshop, { seats: 6 });
    const seats = await store.seats.list(workshop.id);
    expect(seats.filter(({ spare }) => spare).map(({ no }) => no)).toEqual([8]);
    expect(await seatOf(workshop, 'U-GRACE')).toBe(7);
  });

  it('remembers what is left where a batch would not go, for a scale or a destroy to take up', async () => {
    const workshop = await world.deployed(12);
    world.cloud.failing.set('batch-002', { kind: 'network', summary: 'No way.', next: 'Try again.' });
    expect(await scale(workshop, { seats: 10 })).toMatchObject({ state: 'partial' });
    expect((await again(workshop)).built).toBe(12);
    world.cloud.failing.clear();
    expect((await plan(workshop, { seats: 10 })).removing).toEqual(['batch-002']);
    const begun = await world.usher.destroy(await again(workshop), 'U-ADA');
    if (!('started' in begun)) throw new Error('not started');
    await world.until('operation-ended', (event) => event.operationId === begun.started.id);
    expect(world.cloud.destroyed).toContain('batch-002');
    expect(await again(workshop)).toMatchObject({ state: 'destroyed', built: undefined });
  });
});

describe('the database', () => {
  it('keeps its class while it carries the seats, and is named where it has to become larger', async () => {
    const workshop = await world.deployed(20);
    const small = await plan(workshop, { seats: 23 });
    expect(small.database).toBeUndefined();
    const large = await plan(workshop, { seats: 90 });
    expect(large.database).toEqual({ from: 'db.t3.medium', to: 'db.t3.xlarge' });
    expect(large.stacks).toContain('database');
    expect(await world.usher.resizing.plan(workshop, { seats: 900 })).toEqual({ refused: 'database' });
    await scale(workshop, { seats: 12 });
    expect((await again(workshop)).spec.database).toMatchObject({ instanceClass: 'db.t3.medium', storage: 20 });
  });
});
