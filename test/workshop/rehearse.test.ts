/** @jest-environment ./test/support/pglite-environment.cjs */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Operation } from '../../workshop/operation';
import type { Store } from '../../workshop/ports/store';
import type { RehearsalWish } from '../../workshop/rehearsal';
import type { Workshop } from '../../workshop/workshop';
import { openTestStore, reopenTestStore } from '../support/store';
import { createWorld, quickClock, type World } from '../support/world';

const HOUR_MS = 3_600_000;
const ALL: RehearsalWish = { seats: undefined, stayMs: 150 };
const LONG: RehearsalWish = { seats: undefined, stayMs: 600_000 };

describe('a rehearsal', () => {
  let store: Store;
  let world: World;
  beforeEach(async () => {
    store = await openTestStore();
    world = createWorld(store, { clock: quickClock });
  });

  const made = (seats: number, more = {}) =>
    world.newWorkshop(seats, { endsAt: new Date(Date.now() + 8 * HOUR_MS), ...more });
  const begin = async (workshop: Workshop, wish = ALL): Promise<Operation> => {
    const begun = await world.usher.rehearsals.start(workshop, 'U-ADA', wish);
    if (!('started' in begun)) throw new Error(`it did not start: ${JSON.stringify(begun)}`);
    return begun.started;
  };
  const ended = async ({ id }: Operation) => {
    await world.until('operation-ended', ({ operationId }) => operationId === id);
    const view = await world.usher.progress(id);
    return { state: view?.operation.state, ...view?.rehearsal?.report };
  };
  /** Resolves once everybody is in. */
  const staying = async ({ id }: Operation) => {
    while ((await store.rehearsals.get(id))?.report?.phase !== 'staying') {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const expectNobodyLeft = async (operation: Operation) => {
    expect([...(await store.rehearsals.seated(operation.id))]).toEqual([]);
    expect((await store.seats.list(operation.workshopId)).filter(({ owner }) => owner !== undefined)).toEqual([]);
  };

  it('deploys, lets everybody log in to everything, and says GO', async () => {
    const workshop = await made(3);
    const operation = await begin(workshop);
    const { state, inside, people, wrongTried, wrongLetIn, sockets, asked, unanswered, verdict } =
      await ended(operation);
    expect(state).toBe('succeeded');
    expect({ inside, people, wrongTried, wrongLetIn }).toEqual({
      ...{ inside: 3, people: 3 },
      ...{ wrongTried: ['Jupyter', 'Airflow'], wrongLetIn: [] },
    });
    expect(sockets).toEqual({ opened: 3, tried: 3 });
    expect(asked).toBeGreaterThanOrEqual(6);
    expect(unanswered).toBe(0);
    expect(verdict).toEqual({ stops: [], minds: [{ what: 'doors-closed' }] });
    const { visits } = world.cloud;
    expect(visits.filter((visit) => visit.startsWith('out')).length).toBe(
      visits.filter((visit) => visit.startsWith('in')).length,
    );
    await expectNobodyLeft(operation);
  });

  it('is seen by nobody while it plays, and takes no seat from anybody', async () => {
    const workshop = await world.deployed(2, { endsAt: new Date(Date.now() + 8 * HOUR_MS) });
    await world.usher.open(workshop, 'U-ADA', 'C-ROOM');
    const operation = await begin(workshop, LONG);
    await staying(operation);
    expect((await store.rehearsals.seated(operation.id)).size).toBe(2);
    const { seats, participants } = await world.usher.status(workshop);
    expect(seats.map(({ owner }) => owner)).toEqual([undefined, undefined]);
    expect(participants).toEqual([]);

    for (const [index, user] of ['U-GRACE', 'U-ALAN'].entries()) {
      expect(await world.usher.claim(user)).toMatchObject({ kind: 'card', seat: { no: index + 1 }, fresh: true });
    }
    expect(await world.usher.claim('U-LATE')).toMatchObject({ kind: 'waitlisted' });
    await world.usher.cancel(workshop, 'U-ADA', operation.id);
    expect(await ended(operation)).toMatchObject({ state: 'cancelled' });
    const sitting = (await store.seats.list(workshop.id)).map(({ owner }) => owner);
    expect(sitting.every((owner) => owner !== undefined)).toBe(true);
    expect(world.events.filter(({ type }) => type === 'seat-claimed')).toHaveLength(2);
  });

  it('gives way to whoever an organiser puts there, and to nobody of another rehearsal', async () => {
    const workshop = await world.deployed(1);
    const operation = await begin(workshop, LONG);
    await staying(operation);
    expect(await world.usher.rehearsals.start(workshop, 'U-MARY', ALL)).toMatchObject({
      running: { id: operation.id },
    });
    expect(await world.usher.assign(workshop, 'U-ADA', { no: 1, name: 'Ann Smith' })).toHaveProperty('assigned');
    await world.usher.cancel(workshop, 'U-ADA', operation.id);
    await ended(operation);
    expect((await store.seats.list(workshop.id))[0]?.owner).toBeDefined();
  });

  it('says NO GO with the reasons grouped where seats fail, and spares cover what they can', async () => {
    const workshop = await made(4);
    world.cloud.meets = (no) => (no === 2 ? 'answered 502' : undefined);
    const first = await begin(workshop);
    const { state, troubles, verdict } = await ended(first);
    expect(state).toBe('partial');
    expect(troubles).toEqual([
      { reason: 'Jupyter answered 502 after a while', seats: [2] },
      { reason: 'Airflow answered 502 after a while', seats: [2] },
    ]);
    expect(verdict?.stops).toEqual([
      { what: 'seats-failed', seats: [2], spares: 0 },
      expect.objectContaining({ what: 'unanswered' }),
    ]);
  });

  it('says NO GO where a wrong password gets in, and where the day itself is not set up', async () => {
    const workshop = await made(1, { room: undefined, endsAt: new Date(Date.now() + HOUR_MS / 2) });
    world.cloud.isOpenToAll = true;
    const { verdict } = await ended(await begin(workshop));
    expect(verdict?.stops.map(({ what }) => what)).toEqual(['wrong-password', 'no-room', 'ends-soon']);
  });

  it('tries as many seats as were asked for', async () => {
    const workshop = await made(5);
    const { people, inside } = await ended(await begin(workshop, { seats: 2, stayMs: 100 }));
    expect({ people, inside }).toEqual({ people: 2, inside: 2 });
  });

  it('does not begin where the deploy could not succeed', async () => {
    world.cloud.checks = [{ what: 'VPCs', verdict: 'short', sentence: '1 needed, 0 left.' }];
    expect(await world.usher.rehearsals.start(await made(1), 'U-ADA', ALL)).toMatchObject({ refused: 'preflight' });
    expect(await store.operations.running()).toEqual([]);
  });

  it('says NO GO where nothing came of the deploy', async () => {
    const workshop = await made(2);
    world.cloud.failing.set('network', { kind: 'quota', summary: 'Too few.', next: 'Ask.' });
    const operation = await begin(workshop);
    const { state, verdict } = await ended(operation);
    expect(state).toBe('partial');
    expect(verdict?.stops.map(({ what }) => what)).toEqual(['seats-failed', 'nobody-came']);
    await expectNobodyLeft(operation);
  });

  it('begins anew in another process where its own was lost, and leaves nobody behind', async () => {
    const workshop = await world.deployed(2);
    const operation = await begin(workshop, LONG);
    await staying(operation);
    await world.usher.drain();
    store = await reopenTestStore();
    // What a process leaves that was killed.
    const lost = await store.rehearsals.invite(workshop.id, operation.id);
    expect(await store.seats.claim(workshop.id, lost.id)).toMatchObject({ kind: 'seated', seat: { no: 1 } });
    expect((await store.rehearsals.seated(operation.id)).has(lost.id)).toBe(true);

    const next = createWorld(store, { cloud: world.cloud, clock: quickClock });
    while ((await store.rehearsals.seated(operation.id)).size < 2) await new Promise((done) => setTimeout(done, 10));
    expect((await store.rehearsals.seated(operation.id)).has(lost.id)).toBe(false);
    await next.usher.cancel(workshop, 'U-ADA', operation.id);
    await next.until('operation-ended', ({ operationId }) => operationId === operation.id);
    await expectNobodyLeft(operation);
  });

  it('ends when the workshop is destroyed under it', async () => {
    const workshop = await world.deployed(1);
    const operation = await begin(workshop, LONG);
    await staying(operation);
    await world.usher.destroy(workshop, 'U-ADA');
    expect(await ended(operation)).toMatchObject({ state: 'cancelled' });
    await expectNobodyLeft(operation);
  });
});
