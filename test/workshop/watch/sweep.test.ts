/** @jest-environment ./test/support/pglite-environment.cjs */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock } from '../../../workshop/ports/clock';
import { ProblemError } from '../../../workshop/problems';
import type { Workshop } from '../../../workshop/workshop';
import { openTestStore } from '../../support/store';
import { createWorld, hastyClock, type World } from '../../support/world';

let world: World;
let now: number;
const clock: Clock = { now: () => new Date(now), sleep: hastyClock.sleep };

beforeEach(async () => {
  now = Date.parse('2026-11-24T09:00:00Z');
  world = createWorld(await openTestStore(), { clock });
});

/** So many looks, a minute apart; what they started has ended when this resolves. */
async function looks(workshop: Workshop, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    await world.usher.sweep(workshop.id);
    for (const { id } of await world.store.operations.running(workshop.id)) {
      await world.until('operation-ended', (event) => event.type === 'operation-ended' && event.operationId === id);
    }
    now += 60_000;
  }
}
const incidents = (workshop: Workshop) => world.usher.incidents(workshop.id, new Date(0));
const seatOf = async (workshop: Workshop, no: number) =>
  (await world.store.seats.list(workshop.id)).find((seat) => seat.no === no);
const outage = new ProblemError({ kind: 'credentials', summary: 'The credentials expired.', next: 'Renew them.' });

describe('the health sweep', () => {
  it('mends a seat that breaks by a restart of its own, once it has seen it twice', async () => {
    const workshop = await world.deployed(3);
    world.cloud.broken.set(2, 'out of memory');
    expect(await world.usher.sweep(workshop.id)).toEqual({ suspicious: true });
    expect(world.cloud.restarted).toEqual([]);
    now += 60_000;
    await looks(workshop, 1);
    expect(world.cloud.restarted).toEqual(['2 jupyter', '2 airflow']);
    expect(world.events).toContainEqual(
      expect.objectContaining({ type: 'operation-started', kind: 'restart', actor: 'usher' }),
    );
    expect(await incidents(workshop)).toMatchObject([
      { key: 'seat:2', remedy: 'restart', restarts: 1, endedAt: undefined },
    ]);
    await looks(workshop, 1);
    const [incident] = await incidents(workshop);
    expect(incident).toMatchObject({
      openedAt: new Date('2026-11-24T09:00:00Z'),
      endedAt: new Date('2026-11-24T09:02:00Z'),
    });
    expect(await seatOf(workshop, 2)).toMatchObject({ state: 'ready' });
    expect(world.events.filter(({ type }) => type.startsWith('incident')).map(({ type }) => type)).toEqual([
      'incident-opened',
      'incident-ended',
    ]);
  });

  it('restarts a seat that breaks again and again three times within an hour, and then leaves it to people', async () => {
    const workshop = await world.deployed(3);
    for (let i = 0; i < 5; i += 1) {
      world.cloud.broken.set(2, 'out of memory');
      await looks(workshop, 3);
    }
    expect(world.cloud.restarted.filter((each) => each === '2 jupyter')).toHaveLength(3);
    expect(await seatOf(workshop, 2)).toMatchObject({ state: 'failing' });
    expect((await incidents(workshop)).at(-1)).toMatchObject({ key: 'seat:2', remedy: 'tell', endedAt: undefined });
    now += 3_600_000;
    await looks(workshop, 1);
    expect(world.cloud.restarted.filter((each) => each === '2 jupyter')).toHaveLength(4);
  });

  it('leaves alone what a restart of somebody else has in hand', async () => {
    const workshop = await world.deployed(3);
    world.cloud.broken.set(2, 'hangs');
    world.cloud.restart = () => Promise.resolve();
    const begun = await world.usher.restart(workshop, 'U-ADA', [2], ['jupyter']);
    await world.usher.sweep(workshop.id);
    await world.usher.sweep(workshop.id);
    expect(await incidents(workshop)).toEqual([]);
    expect(await seatOf(workshop, 2)).toMatchObject({ state: 'starting', detail: 'restarting Jupyter' });
    expect('started' in begun && (await world.store.operations.running(workshop.id)).map(({ id }) => id)).toEqual([
      'started' in begun ? begun.started.id : '',
    ]);
    now += 3_600_000;
    await world.usher.drain();
  });

  it('does nothing while a destroy runs, and before anything stands', async () => {
    const made = await world.newWorkshop(2);
    expect(await world.usher.sweep(made.id)).toEqual({ suspicious: false });
    await world.store.workshops.update(made.id, { state: 'destroyed' });
    const workshop = await world.deployed(2);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.cloud.gate = () => gate;
    world.cloud.broken.set(1, 'gone');
    await world.usher.destroy(workshop, 'U-ADA');
    for (let i = 0; i < 3; i += 1) await world.usher.sweep(workshop.id);
    expect(await incidents(workshop)).toEqual([]);
    release();
    await world.until('workshop-destroyed');
  });

  it('tells once that AWS cannot be asked, judges no seat by it, and tells when it can be asked again', async () => {
    const workshop = await world.deployed(3);
    world.cloud.outage = outage;
    await looks(workshop, 4);
    expect(await incidents(workshop)).toMatchObject([
      {
        key: 'aws',
        says: expect.stringContaining('The credentials expired. Renew them'),
        seats: [],
        endedAt: undefined,
      },
    ]);
    expect(await seatOf(workshop, 1)).toMatchObject({ state: 'ready' });
    world.cloud.outage = undefined;
    await looks(workshop, 1);
    expect(await incidents(workshop)).toMatchObject([{ key: 'aws', absorbed: false, endedAt: expect.any(Date) }]);
  });

  it('restarts nothing and marks no seat where all run well on AWS and none answers', async () => {
    const workshop = await world.deployed(4);
    world.cloud.probe = () => Promise.resolve(false);
    await looks(workshop, 3);
    expect(await incidents(workshop)).toMatchObject([{ key: 'reach', seats: [1, 2, 3, 4] }]);
    expect(world.cloud.restarted).toEqual([]);
    expect(await seatOf(workshop, 1)).toMatchObject({ state: 'ready' });
  });

  it('shows a shared cause at the seats it concerns, and takes it back when they are well', async () => {
    const workshop = await world.deployed(40);
    const whole = world.cloud.probe.bind(world.cloud);
    world.cloud.probe = (url) => (url.startsWith('http://lb-2.') ? Promise.resolve(false) : whole(url));
    await looks(workshop, 2);
    expect(await incidents(workshop)).toMatchObject([{ key: 'load-balancer:2', remedy: 'tell' }]);
    const states = async () => (await world.store.seats.list(workshop.id)).map(({ state }) => state);
    expect((await states()).filter((state) => state === 'failing')).toHaveLength(20);
    world.cloud.probe = whole;
    await looks(workshop, 1);
    expect(new Set(await states())).toEqual(new Set(['ready']));
    expect(await incidents(workshop)).toMatchObject([{ endedAt: expect.any(Date), absorbed: false }]);
  });

  it('ends what stood when the workshop is gone', async () => {
    const workshop = await world.deployed(3);
    world.cloud.outage = outage;
    await looks(workshop, 2);
    await world.store.workshops.update(workshop.id, { state: 'destroyed' });
    await looks(workshop, 1);
    expect(await incidents(workshop)).toMatchObject([{ key: 'aws', absorbed: true }]);
  });
});
