/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Directory } from '../../workshop/ports/directory';
import type { Store } from '../../workshop/ports/store';
import { openTestStore } from '../support/store';
import { createWorld, type World } from '../support/world';

const members: Record<string, string[]> = { 'C-ROOM': ['U-GRACE', 'U-ALAN'], 'C-OTHER': ['U-GRACE'] };
const directory: Directory = {
  isOrganiser: (user) => Promise.resolve(user === 'U-ADA'),
  isMember: (channel, user) => Promise.resolve(members[channel]?.includes(user) ?? false),
  standing: () => Promise.resolve('member'),
  members: (channel) => Promise.resolve(members[channel] ?? []),
};

let store: Store;
let world: World;
beforeEach(async () => {
  store = await openTestStore();
  world = createWorld(store, { directory });
});
afterEach(() => world.usher.drain());

describe('claiming a seat', () => {
  it('gives a member of the room the lowest free seat, and the same one ever after', async () => {
    const workshop = await world.deployed(2);
    await world.usher.open(workshop, 'U-ADA', undefined);
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'card', seat: { no: 1 }, fresh: true });
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'card', seat: { no: 1 }, fresh: false });
    expect(await world.usher.claim('U-ALAN')).toMatchObject({ kind: 'card', seat: { no: 2 } });
  });

  it('keeps an early claim and says what it waits for', async () => {
    const workshop = await world.newWorkshop(2);
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'wait', why: 'not-open', seat: { no: 1 } });
    const begun = await world.usher.deploy(workshop, 'U-ADA');
    if (!('started' in begun)) throw new Error('not started');
    await world.until('operation-ended');
    await world.usher.open(workshop, 'U-ADA', undefined);
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'card', seat: { no: 1 }, fresh: false });
  });

  it('lets an organiser try a seat before the doors open', async () => {
    await world.deployed(2);
    expect(await world.usher.claim('U-ADA')).toMatchObject({ kind: 'card' });
  });

  it('sends strangers to the room, and takes no seat from anybody', async () => {
    const workshop = await world.deployed(2);
    expect(await world.usher.claim('U-STRANGER')).toMatchObject({
      kind: 'not-eligible',
      workshops: [{ id: workshop.id }],
    });
    expect((await store.seats.list(workshop.id)).every((seat) => seat.owner === undefined)).toBe(true);
  });

  it('says so when there is no workshop, and when it is full', async () => {
    expect(await world.usher.claim('U-GRACE')).toEqual({ kind: 'no-workshop' });
    await world.deployed(1);
    await world.usher.claim('U-GRACE');
    expect(await world.usher.claim('U-ALAN')).toMatchObject({ kind: 'waitlisted', place: 1, fresh: true });
  });

  it('asks somebody in two rooms which one, until they sit in one', async () => {
    await world.newWorkshop(2);
    const other = await world.newWorkshop(2, { name: 'other', room: 'C-OTHER' });
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'several' });
    expect(await world.usher.claim('U-GRACE', other.id)).toMatchObject({ kind: 'wait', workshop: { id: other.id } });
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'wait', workshop: { id: other.id } });
  });

  it('seats 80 of 100 people who write twice at the same moment, none twice', async () => {
    for (let i = 0; i < 100; i += 1) members['C-ROOM']?.push(`U-${i}`);
    const workshop = await world.deployed(80);
    await world.usher.open(workshop, 'U-ADA', undefined);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        world.usher.claim(`U-${i % 100}`).then((claim) => ({ user: i % 100, claim })),
      ),
    );
    const cards = answers.flatMap(({ user, claim }) => (claim.kind === 'card' ? [{ user, no: claim.seat.no }] : []));
    expect(new Set(cards.map((card) => card.no)).size).toBe(80);
    expect(new Set(cards.map((card) => card.user)).size).toBe(80);
    expect(new Set(cards.map((card) => `${card.user} ${card.no}`)).size).toBe(80);
    expect(answers.filter(({ claim }) => claim.kind === 'waitlisted')).toHaveLength(40);
  });
});

describe('opening', () => {
  it('needs a room and at least one ready seat', async () => {
    const workshop = await world.newWorkshop(2, { room: undefined });
    expect(await world.usher.open(workshop, 'U-ADA', undefined)).toEqual({ refused: 'no-room' });
    expect(await world.usher.open(workshop, 'U-ADA', 'C-ROOM')).toEqual({ refused: 'not-deployed' });
  });

  it('happens with a seat still failing', async () => {
    world.cloud.broken.set(2, 'out of memory');
    const workshop = await world.deployed(2);
    expect(await world.usher.open(workshop, 'U-ADA', 'C-ROOM')).toMatchObject({ opened: { room: 'C-ROOM' } });
    await world.usher.claim('U-GRACE');
    expect(await world.usher.claim('U-ALAN')).toMatchObject({ kind: 'wait', why: 'failing' });
  });
});

describe('health', () => {
  it('names what is wrong, why and who sits there', async () => {
    const workshop = await world.deployed(3);
    await world.usher.open(workshop, 'U-ADA', undefined);
    await world.usher.claim('U-GRACE');
    world.cloud.broken.set(1, 'OutOfMemoryError');
    const report = await world.usher.health(workshop);
    expect(report.seats.map((seat) => seat.ok)).toEqual([false, true, true]);
    expect(report.seats[0]).toMatchObject({ userId: 'U-GRACE' });
    expect(report.seats[0]?.faults[0]).toMatchObject({ app: 'jupyter', mend: 'restart' });
    expect(report.seats[0]?.faults[0]?.reason).toContain('OutOfMemoryError');
    expect((await store.seats.list(workshop.id))[0]?.state).toBe('failing');
  });

  it('notices a seat that came back', async () => {
    const workshop = await world.deployed(1);
    world.cloud.broken.set(1, '');
    await world.usher.health(workshop);
    world.cloud.broken.clear();
    await world.usher.health(workshop);
    expect((await store.seats.list(workshop.id))[0]).toMatchObject({ state: 'ready', detail: undefined });
  });
});

describe('a card', () => {
  it('holds addresses, user and password of the seat', async () => {
    const workshop = await world.deployed(21);
    const seat = (await store.seats.list(workshop.id))[20];
    if (!seat) throw new Error('no seat');
    expect(world.usher.card(workshop, seat)).toMatchObject({
      user: 'seat-021',
      password: expect.stringMatching(/^[a-z]+-[a-z]+-[a-z]+-\d\d$/),
      apps: [
        { name: 'jupyter', url: 'http://lb-2.test:8021/' },
        { name: 'airflow', url: 'http://lb-2.test:9021/' },
      ],
    });
  });

  it('is owed to nobody twice', async () => {
    const workshop = await world.newWorkshop(1);
    const claim = await world.usher.claim('U-GRACE');
    if (claim.kind !== 'wait') throw new Error(claim.kind);
    await world.usher.noteCard(claim.participant.id, { dmChannel: 'D1', owed: true });
    const settled = await Promise.all([1, 2, 3].map(() => world.usher.settleCard(claim.participant.id)));
    expect(settled.filter(Boolean)).toHaveLength(1);
    expect((await world.usher.status(workshop)).participants[0]).toMatchObject({ dmChannel: 'D1', owedCard: false });
  });
});
