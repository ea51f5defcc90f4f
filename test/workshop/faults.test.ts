/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../workshop/ports/store';
import { ProblemError, type Problem } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { openTestStore, reopenTestStore } from '../support/store';
import { createWorld, type World } from '../support/world';

const expired: Problem = { kind: 'credentials', summary: 'The credentials expired.', next: 'Renew them.' };

let store: Store;
let world: World;
beforeEach(async () => {
  store = await openTestStore();
  world = createWorld(store);
});
afterEach(() => world.usher.drain());

const deploy = async (workshop: Workshop) => {
  const begun = await world.usher.deploy(workshop, 'U-ADA');
  if (!('started' in begun)) throw new Error(`not started: ${JSON.stringify(begun)}`);
  return begun.started;
};
const ended = (id: string): Promise<unknown> => world.until('operation-ended', (event) => event.operationId === id);

describe('a cancel', () => {
  /** A deploy in whose first batch nothing goes on until it is stopped. */
  const inTheMiddle = async () => {
    world.cloud.hang = (stack) => stack === 'batch-001';
    const workshop = await world.newWorkshop(25);
    const operation = await deploy(workshop);
    await world.until('seat-changed', (event) => event.no === 1 && event.state === 'creating');
    return { workshop, operation };
  };

  it('stops what is being made, keeps what stands, and says how far it came', async () => {
    const { workshop, operation } = await inTheMiddle();
    expect(await world.usher.cancel(workshop, 'U-BEN')).toMatchObject({ stopping: { id: operation.id } });
    await ended(operation.id);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'cancelled', cancelledBy: 'U-BEN' });
    const steps = new Map((await store.operations.steps(operation.id)).map(({ stack, state }) => [stack, state]));
    expect(steps.get('network')).toBe('done');
    expect(steps.get('batch-001')).toBe('stopped');
    expect((await store.seats.list(workshop.id))[0]).toMatchObject({
      state: 'failing',
      detail: 'half made when the deploy was cancelled',
    });
    expect(await world.usher.get(workshop.id)).toMatchObject({ state: 'deployed' });
  });

  it('can be followed by a deploy that goes on, which does nothing twice', async () => {
    const { workshop, operation } = await inTheMiddle();
    await world.usher.cancel(workshop, 'U-ADA');
    await ended(operation.id);
    const stood = [...world.cloud.applied];
    world.cloud.hang = () => false;
    const again = await deploy(workshop);
    await ended(again.id);
    expect(await store.operations.get(again.id)).toMatchObject({ state: 'succeeded' });
    expect(world.cloud.applied.filter((stack) => stack === 'network')).toHaveLength(1);
    expect(world.cloud.applied).toHaveLength(new Set([...stood, ...world.cloud.applied]).size);
  });

  it('can be followed by a destroy, which removes all of it', async () => {
    const { workshop, operation } = await inTheMiddle();
    await world.usher.cancel(workshop, 'U-ADA');
    await ended(operation.id);
    const begun = await world.usher.destroy(workshop, 'U-ADA');
    if (!('started' in begun)) throw new Error('not started');
    await ended(begun.started.id);
    expect(await world.usher.get(workshop.id)).toMatchObject({ state: 'destroyed' });
  });

  it('is said to be under way to whoever asks again, and to be pointless where nothing runs', async () => {
    const { workshop, operation } = await inTheMiddle();
    await Promise.all([world.usher.cancel(workshop, 'U-ADA'), world.usher.cancel(workshop, 'U-BEN')]).then((answers) =>
      expect(answers.filter((answer) => 'refused' in answer)).toHaveLength(1),
    );
    await ended(operation.id);
    expect(await world.usher.cancel(workshop, 'U-ADA')).toEqual({ refused: 'nothing-runs' });
  });

  it('asked for of an operation that has ended does not touch the one that runs now', async () => {
    const { workshop, operation } = await inTheMiddle();
    await world.usher.cancel(workshop, 'U-ADA');
    await ended(operation.id);
    await deploy(workshop);
    expect(await world.usher.cancel(workshop, 'U-ADA', operation.id)).toEqual({ refused: 'nothing-runs' });
  });

  it('comes to its end where whoever worked on a stack is gone', async () => {
    const workshop = await world.newWorkshop(25);
    await world.usher.drain();
    store = await reopenTestStore();
    const stacks = ['network', 'database', 'batch-001'];
    const begun = await store.operations.begin({
      workshopId: workshop.id,
      kind: 'deploy',
      startedBy: 'U-ADA',
      stacks,
    });
    if (!('started' in begun)) throw new Error('not started');
    await store.operations.takeStep(begun.started.id, 'network', 'usher@gone:1');
    await store.operations.cancel(begun.started.id, 'U-ADA');
    world = createWorld(store);
    await ended(begun.started.id);
    expect(await store.operations.get(begun.started.id)).toMatchObject({ state: 'cancelled' });
    const steps = await store.operations.steps(begun.started.id);
    expect(steps.map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
    expect(world.cloud.applied).toEqual([]);
  }, 20_000);

  it('of a restart leaves the tasks that run already', async () => {
    const workshop = await world.deployed(2);
    world.cloud.stopsRestarting = true;
    const begun = await world.usher.restart(workshop, 'U-ADA', [1], ['jupyter']);
    if (!('started' in begun)) throw new Error('not started');
    await world.until('app-restarted');
    await world.usher.cancel(workshop, 'U-ADA');
    await ended(begun.started.id);
    expect(await store.operations.get(begun.started.id)).toMatchObject({ state: 'cancelled' });
    expect(world.cloud.restarted).toEqual(['1 jupyter']);
  });
});

describe('credentials that expire', () => {
  it('pause the stack that met it, which goes on by itself when they are renewed', async () => {
    world.cloud.failing.set('batch-001', expired);
    world.cloud.outage = undefined;
    world.cloud.unknown = new ProblemError(expired);
    const workshop = await world.newWorkshop(2);
    const operation = await deploy(workshop);
    await world.until('step-paused', (event) => event.stack === 'batch-001');
    const [step] = (await store.operations.steps(operation.id)).filter(({ stack }) => stack === 'batch-001');
    expect(step).toMatchObject({ state: 'running', problem: expired });
    world.cloud.failing.clear();
    world.cloud.unknown = undefined;
    await ended(operation.id);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'succeeded', problem: undefined });
    expect(world.events.filter(({ type }) => type === 'step-resumed')).toHaveLength(1);
  });

  it('pause a restart, and its end is as if nothing had been', async () => {
    const workshop = await world.deployed(2);
    world.cloud.outage = new ProblemError(expired);
    world.cloud.unknown = world.cloud.outage;
    const begun = await world.usher.restart(workshop, 'U-ADA', [1], []);
    if (!('started' in begun)) throw new Error('not started');
    const isPaused = async () => (await store.operations.get(begun.started.id))?.problem !== undefined;
    while (!(await isPaused())) await new Promise((resolve) => setTimeout(resolve, 5));
    world.cloud.outage = undefined;
    world.cloud.unknown = undefined;
    await ended(begun.started.id);
    expect(await store.operations.get(begun.started.id)).toMatchObject({ state: 'succeeded', problem: undefined });
  });

  it('do not keep a paused operation from being cancelled', async () => {
    world.cloud.failing.set('network', expired);
    world.cloud.unknown = new ProblemError(expired);
    const workshop = await world.newWorkshop(2);
    const operation = await deploy(workshop);
    await world.until('step-paused');
    await world.usher.cancel(workshop, 'U-ADA');
    await ended(operation.id);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'cancelled' });
  });
});

describe('an instance that never registers', () => {
  it('is made anew once, and the seat is ready after that', async () => {
    world.cloud.silent.set(2, 1);
    const workshop = await world.newWorkshop(3);
    const operation = await deploy(workshop);
    await ended(operation.id);
    expect(world.cloud.replaced).toEqual([2]);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'succeeded' });
    expect(world.events.filter(({ type }) => type === 'seat-replaced')).toHaveLength(1);
  });

  it('is reported when the second one does not either, and not made a third time', async () => {
    world.cloud.silent.set(2, 9);
    const workshop = await world.newWorkshop(3);
    const operation = await deploy(workshop);
    await ended(operation.id);
    expect(world.cloud.replaced).toEqual([2]);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'partial' });
    const seats = await store.seats.list(workshop.id);
    expect(seats.map(({ state }) => state)).toEqual(['ready', 'failing', 'ready']);
    expect(seats[1]?.detail).toContain('ECS agent');
  });
});

describe('capacity that AWS has not', () => {
  it('in a zone sends the hosts to the other, and the seats are ready there', async () => {
    world.cloud.exhausted.add('0 t3.xlarge');
    const workshop = await world.newWorkshop(4);
    const operation = await deploy(workshop);
    await ended(operation.id);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'succeeded' });
    expect([...world.cloud.places.values()]).toEqual(Array.from({ length: 4 }, () => '1 t3.xlarge'));
    const moved = world.events
      .filter((event) => event.type === 'seat-placed')
      .map(({ no, placement }) => [no, placement]);
    expect(moved).toEqual([
      [1, { zone: 1 }],
      [3, { zone: 1 }],
    ]);
  });

  it('of a type in any zone makes them of another type', async () => {
    for (const zone of [0, 1]) world.cloud.exhausted.add(`${zone} t3.xlarge`);
    const workshop = await world.newWorkshop(2);
    await ended((await deploy(workshop)).id);
    expect([...world.cloud.places.values()]).toEqual(['0 t3a.xlarge', '1 t3a.xlarge']);
  });

  it('of anything is reported for each seat, after every place was tried once', async () => {
    for (const zone of [0, 1])
      for (const type of ['t3', 't3a', 'm6i', 'm5', 'm7i']) world.cloud.exhausted.add(`${zone} ${type}.xlarge`);
    const workshop = await world.newWorkshop(1);
    const operation = await deploy(workshop);
    await ended(operation.id);
    expect(await store.operations.get(operation.id)).toMatchObject({ state: 'failed', problem: { kind: 'capacity' } });
    expect((await store.seats.list(workshop.id))[0]).toMatchObject({ state: 'failing' });
    expect(world.events.filter(({ type }) => type === 'seat-placed')).toHaveLength(9);
    world.cloud.exhausted.clear();
    await ended((await deploy(workshop)).id);
    expect(world.cloud.places.get(1)).toBe('0 t3.xlarge');
  });

  it('is forgotten with a destroy: the next deploy begins at the usual place', async () => {
    world.cloud.exhausted.add('0 t3.xlarge');
    const workshop = await world.newWorkshop(1);
    await ended((await deploy(workshop)).id);
    expect((await store.seats.list(workshop.id))[0]?.placements).toEqual([{ zone: 1 }]);
    world.cloud.left = ['arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1'];
    const begun = await world.usher.destroy((await world.usher.get(workshop.id)) ?? workshop, 'U-ADA');
    if (!('started' in begun)) throw new Error('not started');
    await ended(begun.started.id);
    expect((await store.seats.list(workshop.id))[0]?.placements).toEqual([]);
  });
});
