/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Operation } from '../../workshop/operation';
import type { Store } from '../../workshop/ports/store';
import type { RestBegun } from '../../workshop/usher/resting';
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

const ended = async (begun: RestBegun | { started: Operation }): Promise<Operation> => {
  if (!('started' in begun)) throw new Error(`not started: ${JSON.stringify(begun)}`);
  await world.until('operation-ended', (event) => event.operationId === begun.started.id);
  return (await store.operations.get(begun.started.id))!;
};
const now = async ({ id }: Workshop): Promise<Workshop> => (await world.usher.get(id))!;
const states = async ({ id }: Workshop): Promise<string[]> => [
  ...new Set((await store.seats.list(id)).map(({ state }) => state)),
];

describe('a workshop that is turned off', () => {
  it('costs less, is not swept or mended, and tells whoever asks that it is off', async () => {
    const workshop = await world.deployed(3);
    await world.usher.open(workshop, 'U-ADA', undefined);
    await world.usher.claim('U-GRACE', workshop.id);
    expect(await ended(await world.usher.resting.stop(workshop, 'U-ADA'))).toMatchObject({ state: 'succeeded' });
    expect(await states(workshop)).toEqual(['stopped']);
    const off = await now(workshop);
    expect(off.state).toBe('stopped');
    expect((await world.usher.status(off)).hourly).toBeCloseTo(3 * 0.05);
    expect(await world.usher.claim('U-GRACE', workshop.id)).toMatchObject({ kind: 'wait', why: 'off' });
    for (let look = 0; look < 3; look += 1) await world.usher.sweep(workshop.id);
    expect(await world.usher.incidents(workshop.id, new Date(0))).toEqual([]);
    expect(world.cloud.restarted).toEqual([]);
    expect((await world.usher.health(off)).seats.map(({ faults }) => faults[0]?.mend)).toEqual([
      'start',
      'start',
      'start',
    ]);
    expect(await world.usher.deploy(off, 'U-ADA')).toEqual({ refused: 'off' });
    expect(await world.usher.restart(off, 'U-ADA', [1], [])).toEqual({ refused: 'not-deployed' });
    expect(await world.usher.resizing.plan(off, { seats: 5 })).toEqual({ refused: 'off' });
    expect(await world.usher.resting.stop(off, 'U-ADA')).toEqual({ refused: 'off' });
  });

  it('comes back as it was, and its hours off are known', async () => {
    const workshop = await world.deployed(3);
    await ended(await world.usher.resting.stop(workshop, 'U-ADA'));
    expect(await ended(await world.usher.resting.start(await now(workshop), 'U-ADA'))).toMatchObject({
      state: 'succeeded',
    });
    const on = await now(workshop);
    expect(on.state).toBe('deployed');
    expect(await states(workshop)).toEqual(['ready']);
    expect(on.stretches?.map(({ resting }) => resting)).toEqual([false, true, false]);
    expect(await world.usher.resting.start(on, 'U-ADA')).toEqual({ refused: 'on' });
  });

  it('keeps the seats off that AWS has no capacity for, says so, and tries them again', async () => {
    const workshop = await world.deployed(3);
    await ended(await world.usher.resting.stop(workshop, 'U-ADA'));
    world.cloud.unstartable.add(2);
    expect(await ended(await world.usher.resting.start(await now(workshop), 'U-ADA'))).toMatchObject({
      state: 'partial',
      problem: { kind: 'capacity' },
    });
    expect((await store.seats.list(workshop.id)).map(({ state }) => state)).toEqual(['ready', 'stopped', 'ready']);
    world.cloud.unstartable.clear();
    expect(await ended(await world.usher.resting.start(await now(workshop), 'U-ADA'))).toMatchObject({
      state: 'succeeded',
    });
    expect(await states(workshop)).toEqual(['ready']);
  });

  it('is turned on by itself at the time somebody named, once', async () => {
    const workshop = await world.deployed(2);
    await ended(await world.usher.resting.stop(workshop, 'U-ADA'));
    await world.usher.resting.startAt(await now(workshop), 'U-ADA', new Date(Date.now() - 1000));
    const [due] = (await world.usher.tend()).starts;
    if (!due) throw new Error('nothing was due');
    await ended(due.begun);
    expect((await world.usher.tend()).starts).toEqual([]);
    expect(await now(workshop)).toMatchObject({ state: 'deployed', startsAt: undefined });
  });

  it('can be destroyed, also by its end', async () => {
    const workshop = await world.deployed(2, { endsAt: new Date(Date.now() + 50) });
    await world.usher.chooseEnd(workshop, 'U-ADA');
    await ended(await world.usher.resting.stop(workshop, 'U-ADA'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    const [due] = (await world.usher.tend()).destroys;
    if (!due || !('started' in due.begun)) throw new Error('nothing was due');
    await ended(due.begun);
    expect(await now(workshop)).toMatchObject({ state: 'destroyed' });
  });

  it('says why where AWS does not let it be turned off, and stays on', async () => {
    const workshop = await world.deployed(2);
    world.cloud.outage = new Error('no');
    expect(await ended(await world.usher.resting.stop(workshop, 'U-ADA'))).toMatchObject({ state: 'failed' });
    world.cloud.outage = undefined;
    expect(await now(workshop)).toMatchObject({ state: 'deployed' });
    expect(await states(workshop)).toEqual(['ready']);
  });
});

describe('a replacement', () => {
  it('makes one instance anew, leaves the others alone, and owes a new card to whoever sits there', async () => {
    const workshop = await world.deployed(12);
    await world.usher.open(workshop, 'U-ADA', undefined);
    await world.usher.claim('U-GRACE', workshop.id);
    const grace = (await store.participants.byUser(workshop.id, 'U-GRACE'))!;
    await store.participants.update(grace.id, { cardTs: '1.1', dmChannel: 'D-GRACE', owedCard: false });
    world.cloud.applied.length = 0;
    const operation = await ended((await world.usher.replace(workshop, 'U-ADA', [1])) as { started: Operation });
    expect(operation).toMatchObject({ state: 'succeeded', kind: 'replace' });
    expect(world.cloud.replaced).toEqual([1]);
    expect(world.cloud.applied).toEqual(['batch-001']);
    expect((await store.participants.byUser(workshop.id, 'U-GRACE'))?.owedCard).toBe(true);
    expect(
      world.events.filter((event) => event.type === 'seat-changed' && event.no !== 1 && event.state === 'creating'),
    ).toHaveLength(12 - 1);
  });

  it('goes on in another process where its own is gone, and replaces once', async () => {
    const workshop = await world.deployed(2);
    world.cloud.hang = (stack) => stack === 'batch-001';
    const begun = await world.usher.replace(workshop, 'U-ADA', [2]);
    if (!('started' in begun)) throw new Error('not started');
    await world.until('seat-changed', ({ no, state }) => no === 2 && state === 'creating');
    await world.usher.drain();
    world.cloud.hang = () => false;
    const { cloud } = world;
    store = await reopenTestStore();
    world = createWorld(store, { cloud });
    await world.until('operation-ended', (event) => event.operationId === begun.started.id);
    expect(await store.operations.get(begun.started.id)).toMatchObject({ state: 'succeeded' });
    expect(cloud.replaced).toEqual([2]);
  });

  it('is refused for what was never made, for what is off, and beside another operation', async () => {
    const fresh = await world.newWorkshop(2);
    expect(await world.usher.replace(fresh, 'U-ADA', [1])).toEqual({ refused: 'not-deployed' });
  });
});
