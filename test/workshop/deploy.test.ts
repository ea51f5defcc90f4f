/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProblemError, type Problem } from '../../workshop/problems';
import type { Store } from '../../workshop/ports/store';
import { openTestStore, reopenTestStore } from '../support/store';
import { createWorld, type World } from '../support/world';

const quota: Problem = { kind: 'quota', summary: 'The vCPU quota is used up.', next: 'Ask for more.' };

let store: Store;
let world: World;
beforeEach(async () => {
  store = await openTestStore();
  world = createWorld(store);
});
afterEach(() => world.usher.drain());

const states = async (id: string): Promise<string[]> => (await store.seats.list(id)).map((seat) => seat.state);
const ended = (id: string): Promise<unknown> => world.until('operation-ended', (event) => event.operationId === id);
const deploy = async (workshop: Parameters<World['usher']['deploy']>[0]) => {
  const begun = await world.usher.deploy(workshop, 'U-ADA');
  if (!('started' in begun)) throw new Error(`not started: ${JSON.stringify(begun)}`);
  return begun.started;
};

describe('a deploy', () => {
  it('brings up the network, the database and every batch, and ends with every seat ready', async () => {
    const workshop = await world.deployed(23);
    expect(world.cloud.applied.sort()).toEqual(['batch-001', 'batch-002', 'batch-003', 'database', 'network']);
    expect(await states(workshop.id)).toEqual(Array.from({ length: 23 }, () => 'ready'));
    expect(workshop).toMatchObject({
      state: 'deployed',
      loadBalancers: ['lb-1.test', 'lb-2.test'],
      ami: 'ami-0123456789abcdef0',
    });
    expect(world.events.at(-1)).toMatchObject({ type: 'operation-ended', state: 'succeeded' });
  });

  it('starts the batches after the network and does not wait for the database', async () => {
    let open = (): void => undefined;
    const slowDatabase = new Promise<void>((resolve) => (open = resolve));
    world.cloud.gate = (stack) => (stack === 'database' ? slowDatabase : Promise.resolve());
    const workshop = await world.newWorkshop(3);
    const operation = await deploy(workshop);
    await world.until('seat-changed', (event) => event.state === 'ready');
    expect(world.cloud.applied).toEqual(['network', 'batch-001']);
    open();
    await ended(operation.id);
    expect(world.cloud.applied).toContain('database');
  });

  it('goes on with the other batches when one fails, and says which seats are missing', async () => {
    world.cloud.failing.set('batch-002', quota);
    const workshop = await world.newWorkshop(25);
    const operation = await deploy(workshop);
    await ended(operation.id);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'partial', problem: quota });
    const seats = await store.seats.list(workshop.id);
    expect(seats.filter((seat) => seat.state === 'failing').map((seat) => seat.no)).toEqual([
      11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
    ]);
    expect(seats[10]?.detail).toBe(quota.summary);
  });

  it('resumes with what was left undone only', async () => {
    world.cloud.failing.set('batch-002', quota);
    const workshop = await world.newWorkshop(25);
    await ended((await deploy(workshop)).id);
    world.cloud.failing.clear();
    world.cloud.applied.length = 0;
    await ended((await deploy(workshop)).id);
    expect(world.cloud.applied).toEqual(['batch-002']);
    expect(new Set(await states(workshop.id))).toEqual(new Set(['ready']));
    expect(await world.usher.deploy(workshop, 'U-ADA')).toEqual({ refused: 'nothing-to-do' });
  });

  it('ends as failed, with nothing begun behind it, when the network fails', async () => {
    world.cloud.failing.set('network', quota);
    const workshop = await world.newWorkshop(3);
    const operation = await deploy(workshop);
    await ended(operation.id);
    expect(world.cloud.applied).toEqual(['database']);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'failed', problem: quota });
    expect(await world.usher.get(workshop.id)).toMatchObject({ state: 'new' });
  });

  it('tells a second asker who runs it already', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    world.cloud.gate = () => gate;
    const workshop = await world.newWorkshop(3);
    const operation = await deploy(workshop);
    expect(await world.usher.deploy(workshop, 'U-MARY')).toMatchObject({
      running: { id: operation.id, startedBy: 'U-ADA' },
    });
    expect(await world.usher.destroy(workshop, 'U-MARY')).toMatchObject({ running: { id: operation.id } });
    open();
    await ended(operation.id);
  });

  it('gives up on a seat that never answers, with the reason, and keeps the rest', async () => {
    world.cloud.broken.set(2, 'out of memory');
    const workshop = await world.newWorkshop(3);
    const operation = await deploy(workshop);
    await ended(operation.id);
    const seats = await store.seats.list(workshop.id);
    expect(seats.map((seat) => seat.state)).toEqual(['ready', 'failing', 'ready']);
    expect(seats[1]?.detail).toBe('Jupyter did not come up: out of memory; Airflow did not come up: out of memory');
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'partial' });
  });

  it('left running by a process that ended is taken up by the next, without doing twice what was done', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    world.cloud.gate = (stack) => (stack === 'batch-002' ? held : Promise.resolve());
    const workshop = await world.newWorkshop(20);
    const operation = await deploy(workshop);
    await world.until('step-ended', (event) => event.stack === 'batch-001');
    await world.until('step-ended', (event) => event.stack === 'database');
    const drained = world.usher.drain();
    letGo();
    await drained;
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'running' });

    world.cloud.applied.length = 0;
    world.cloud.gate = () => Promise.resolve();
    const next = createWorld(await reopenTestStore(), { cloud: world.cloud });
    expect((await next.usher.start()).map((each) => each.id)).toEqual([operation.id]);
    await next.until('operation-ended');
    expect(world.cloud.applied).toEqual(['batch-002']);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'succeeded' });
  });
});

describe('a destroy', () => {
  it('removes batches and database before the network, and ends the workshop with proof', async () => {
    const workshop = await world.deployed(12);
    const begun = await world.usher.destroy(workshop, 'U-ADA');
    if (!('started' in begun)) throw new Error('not started');
    await ended(begun.started.id);
    expect(world.cloud.destroyed.at(-1)).toBe('network');
    expect(world.cloud.destroyed).toHaveLength(4);
    expect(await world.usher.get(workshop.id)).toMatchObject({ state: 'destroyed' });
    expect(await world.usher.progress(begun.started.id)).toMatchObject({
      operation: { state: 'succeeded' },
      leftovers: [],
    });
    expect(await world.usher.find('nov', 'C-CREW')).toEqual({ none: true });
  });

  it('keeps the network while a batch could not be removed, and finishes when asked again', async () => {
    const workshop = await world.deployed(12);
    world.cloud.failing.set('batch-002', quota);
    const first = await world.usher.destroy(workshop, 'U-ADA');
    if (!('started' in first)) throw new Error('not started');
    await ended(first.started.id);
    expect(world.cloud.destroyed).not.toContain('network');
    expect(await world.usher.get(workshop.id)).toMatchObject({ state: 'deployed' });
    world.cloud.failing.clear();
    const second = await world.usher.destroy(workshop, 'U-ADA');
    if (!('started' in second)) throw new Error('not started');
    await ended(second.started.id);
    expect(await world.usher.get(workshop.id)).toMatchObject({ state: 'destroyed' });
  });

  it('says what is left on AWS, and can be asked to try again', async () => {
    const workshop = await world.deployed(2);
    world.cloud.left = ['arn:aws:ec2:us-east-1:1:volume/vol-1'];
    const begun = await world.usher.destroy(workshop, 'U-ADA');
    if (!('started' in begun)) throw new Error('not started');
    await ended(begun.started.id);
    expect(await world.usher.progress(begun.started.id)).toMatchObject({
      operation: { state: 'partial' },
      leftovers: ['arn:aws:ec2:us-east-1:1:volume/vol-1'],
    });
    expect(await world.usher.get(workshop.id)).toMatchObject({ state: 'deployed' });
    world.cloud.left = [];
    const again = await world.usher.destroy(workshop, 'U-ADA');
    if (!('started' in again)) throw new Error('not started');
    await ended(again.started.id);
    expect(await world.usher.get(workshop.id)).toMatchObject({ state: 'destroyed' });
  });

  it('of what was never deployed needs no Terraform, and frees the name', async () => {
    const workshop = await world.newWorkshop(2);
    const begun = await world.usher.destroy(workshop, 'U-ADA');
    if (!('started' in begun)) throw new Error('not started');
    await ended(begun.started.id);
    expect(world.cloud.destroyed).toEqual([]);
    expect(await world.newWorkshop(2)).toMatchObject({ spec: { name: 'nov' } });
  });
});

describe('a restart', () => {
  it('restarts the named app of the named seats and waits for the new task', async () => {
    const workshop = await world.deployed(4);
    const begun = await world.usher.restart(workshop, 'U-ADA', [2, 3], ['jupyter']);
    if (!('started' in begun)) throw new Error('not started');
    await ended(begun.started.id);
    expect(world.cloud.restarted.sort()).toEqual(['2 jupyter', '3 jupyter']);
    expect(await store.operations.get(begun.started.id)).toMatchObject({ state: 'succeeded' });
  });

  it('mends a broken seat', async () => {
    const workshop = await world.deployed(2);
    world.cloud.broken.set(2, 'out of memory');
    expect((await world.usher.health(workshop)).seats[1]).toMatchObject({ ok: false });
    const begun = await world.usher.restart(workshop, 'U-ADA', [2], []);
    if (!('started' in begun)) throw new Error('not started');
    await ended(begun.started.id);
    expect(await states(workshop.id)).toEqual(['ready', 'ready']);
  });

  it('leaves the seats as they were when AWS cannot be asked', async () => {
    const workshop = await world.deployed(2);
    world.cloud.outage = new ProblemError({ kind: 'permission', summary: 'Not allowed.', next: 'Allow it.' });
    const begun = await world.usher.restart(workshop, 'U-ADA', [1], []);
    if (!('started' in begun)) throw new Error('not started');
    await ended(begun.started.id);
    expect(await store.operations.get(begun.started.id)).toMatchObject({
      state: 'failed',
      problem: { kind: 'permission' },
    });
    expect(await states(workshop.id)).toEqual(['ready', 'ready']);
  });

  it('is refused before the deploy', async () => {
    expect(await world.usher.restart(await world.newWorkshop(2), 'U-ADA', [1], [])).toEqual({
      refused: 'not-deployed',
    });
  });

  it('by a participant reaches their own seat only', async () => {
    const workshop = await world.deployed(3);
    await world.usher.claim('U-GRACE');
    const own = await world.usher.claim('U-ALAN');
    if (own.kind !== 'wait') throw new Error(own.kind);
    const begun = await world.usher.restartOwn(workshop.id, 'U-ALAN', 'jupyter');
    if (!('started' in begun)) throw new Error('not started');
    await ended(begun.started.id);
    expect(world.cloud.restarted).toEqual([`${own.seat.no} jupyter`]);
    expect(await world.usher.restartOwn(workshop.id, 'U-STRANGER', 'jupyter')).toEqual({ refused: 'no-seat' });
    expect(await world.usher.restartOwn(workshop.id, 'U-ALAN', 'rm -rf')).toEqual({ refused: 'no-seat' });
  });
});
