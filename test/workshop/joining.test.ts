/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mayAnywhere, mayAt, type Least, type Role } from '../../workshop/crew';
import { readCode } from '../../workshop/join-code';
import type { Clock } from '../../workshop/ports/clock';
import type { Directory, Standing } from '../../workshop/ports/directory';
import type { Store } from '../../workshop/ports/store';
import type { JoinPolicy } from '../../workshop/workshop';
import { openTestStore } from '../support/store';
import { createWorld, type World } from '../support/world';

const STANDING: Readonly<Record<string, Standing>> = {
  'U-GUEST': 'guest',
  'U-ABROAD': 'outside',
  'U-BOT': 'bot',
  'U-GONE': 'gone',
};

let room: Set<string>;
let now: Date;
let store: Store;
let world: World;
const directory: Directory = {
  isOrganiser: (user) => Promise.resolve(user === 'U-ADA'),
  isMember: (_, user) => Promise.resolve(room.has(user)),
  members: () => Promise.resolve([...room]),
  standing: (user) => Promise.resolve(STANDING[user] ?? 'member'),
};
const clock: Clock = { now: () => now, sleep: () => new Promise((resolve) => setTimeout(resolve, 1)) };
const later = (minutes: number): void => void (now = new Date(now.getTime() + minutes * 60_000));

beforeEach(async () => {
  room = new Set(['U-GRACE', 'U-ALAN']);
  now = new Date();
  store = await openTestStore();
  world = createWorld(store, { directory, clock });
});
afterEach(() => world.usher.drain());

const opened = async (seats: number, join: JoinPolicy = 'room') => {
  const workshop = await world.deployed(seats, { join });
  await world.usher.open(workshop, 'U-ADA', undefined);
  return (await world.usher.get(workshop.id)) ?? workshop;
};
const ownersOf = async (workshopId: string): Promise<(string | undefined)[]> => {
  const people = new Map((await store.participants.list(workshopId)).map(({ id, userId }) => [id, userId]));
  return (await store.seats.list(workshopId)).map(({ owner }) => people.get(owner ?? ''));
};
/** They have their card, as a handler notes it. */
const noteCard = async (workshopId: string, userId: string): Promise<void> => {
  const { id } = await store.participants.ensure(workshopId, userId);
  await world.usher.noteCard(id, { dmChannel: 'D1', cardTs: String(now.getTime() / 1000), owed: false });
};

describe('rights', () => {
  it.each<[Role | undefined, Least, boolean]>([
    ['organiser', 'organiser', true],
    ['organiser', 'helper', true],
    ['organiser', 'house', false],
    ['helper', 'helper', true],
    ['helper', 'organiser', false],
    ['helper', 'house', false],
    [undefined, 'helper', false],
    [undefined, 'everyone', true],
  ])('of a crew of one workshop: as %s, what takes %s is allowed: %s', (role, least, allowed) => {
    const rights = { house: false, roles: new Map(role ? [['w1', role]] : []) };
    expect(mayAt(rights, least, 'w1')).toBe(allowed);
    expect(mayAnywhere(rights, least)).toBe(allowed);
    expect(mayAt(rights, least, 'w2')).toBe(least === 'everyone');
    expect(mayAt({ ...rights, house: true }, least, 'w2')).toBe(true);
  });

  it('come and go with the crew list, and end with the workshop', async () => {
    const workshop = await world.newWorkshop(2);
    const { usher } = world;
    expect(await usher.addCrew(workshop, 'U-ADA', 'U-MARY', 'helper')).toEqual({ added: true });
    expect(await usher.addCrew(workshop, 'U-ADA', 'U-MARY', 'helper')).toEqual({ refused: 'already' });
    expect(await usher.rights('U-MARY')).toEqual({ house: false, roles: new Map([[workshop.id, 'helper']]) });
    expect(await usher.addCrew(workshop, 'U-ADA', 'U-MARY', 'organiser')).toEqual({ added: true });
    expect((await usher.rights('U-MARY')).roles.get(workshop.id)).toBe('organiser');
    expect(await usher.rights('U-ADA')).toEqual({ house: true, roles: new Map() });
    expect(await usher.removeCrew(workshop, 'U-ADA', 'U-MARY')).toEqual({ removed: true });
    expect(await usher.removeCrew(workshop, 'U-ADA', 'U-MARY')).toEqual({ refused: 'not-in-it' });
    expect((await usher.rights('U-MARY')).roles.size).toBe(0);
  });

  it('are given to people and guests of the workspace, and to nobody else', async () => {
    const workshop = await world.newWorkshop(2);
    const add = (user: string) => world.usher.addCrew(workshop, 'U-ADA', user, 'helper');
    expect(await add('U-GUEST')).toEqual({ added: true });
    expect(await add('U-ABROAD')).toEqual({ refused: 'outside' });
    expect(await add('U-BOT')).toEqual({ refused: 'bot' });
    expect(await add('U-GONE')).toEqual({ refused: 'gone' });
  });

  it('let a helper try a seat out before the doors open', async () => {
    const workshop = await world.deployed(2);
    await world.usher.addCrew(workshop, 'U-ADA', 'U-MARY', 'helper');
    expect(await world.usher.claim('U-MARY')).toMatchObject({ kind: 'card', seat: { no: 1 } });
  });
});

describe('who may join', () => {
  it('by the room: its members, from wherever they are', async () => {
    room.add('U-ABROAD');
    await opened(3);
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'card' });
    expect(await world.usher.claim('U-ABROAD')).toMatchObject({ kind: 'card' });
    expect(await world.usher.claim('U-CHARLES')).toMatchObject({ kind: 'not-eligible' });
  });

  it('by the roster: the listed, and no member of the room for that alone', async () => {
    const workshop = await opened(3, 'roster');
    const { id } = await store.participants.ensure(workshop.id, 'U-CHARLES');
    await store.participants.update(id, { listed: true });
    expect(await world.usher.claim('U-CHARLES')).toMatchObject({ kind: 'card' });
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'not-eligible', workshops: [{ join: 'roster' }] });
  });

  it('anyone: people and guests of the workspace, and nobody of another one', async () => {
    await opened(3, 'anyone');
    expect(await world.usher.claim('U-CHARLES')).toMatchObject({ kind: 'card' });
    expect(await world.usher.claim('U-GUEST')).toMatchObject({ kind: 'card' });
    expect(await world.usher.claim('U-ABROAD')).toMatchObject({ kind: 'not-eligible' });
    expect(await world.usher.claim('U-GONE')).toMatchObject({ kind: 'not-eligible' });
  });

  it('by a code: who gives it, for good', async () => {
    const workshop = await opened(2, 'code');
    const code = world.usher.joinCode(workshop) ?? '';
    expect(code).toMatch(/^[a-z]{3,7}-[a-z]{3,7}$/);
    expect(readCode(`The code is ${code.replace('-', ' ').toUpperCase()}!`)).toBe(code);
    expect(await world.usher.claim('U-CHARLES')).toMatchObject({ kind: 'not-eligible' });
    expect(await world.usher.tryCode('U-CHARLES', code)).toMatchObject({
      kind: 'admitted',
      workshop: { id: workshop.id },
    });
    expect(await world.usher.claim('U-CHARLES')).toMatchObject({ kind: 'card', seat: { no: 1 } });
    expect(await world.usher.tryCode('U-CHARLES', code)).toBeUndefined();
  });

  it('has no code where it is joined otherwise', async () => {
    const workshop = await opened(2);
    expect(world.usher.joinCode(workshop)).toBeUndefined();
    expect(await world.usher.tryCode('U-CHARLES', 'maple-otter')).toBeUndefined();
  });

  it('lets nobody guess a code: after five tries even the right one waits for ten minutes', async () => {
    const workshop = await opened(2, 'code');
    const code = world.usher.joinCode(workshop) ?? '';
    for (let i = 0; i < 5; i += 1) {
      expect(await world.usher.tryCode('U-CHARLES', 'abandon-abandon')).toEqual({ kind: 'wrong' });
    }
    expect(await world.usher.tryCode('U-CHARLES', code)).toEqual({ kind: 'too-many' });
    expect(await world.usher.claim('U-CHARLES')).toMatchObject({ kind: 'not-eligible' });
    expect(await world.usher.tryCode('U-GRACE', code)).toMatchObject({ kind: 'admitted' });
    later(10);
    expect(await world.usher.tryCode('U-CHARLES', code)).toMatchObject({ kind: 'admitted' });
  });

  it.each(['hello there', 'my password please', 'stuck', 'abandon', 'abandon ability able', '', 'restart jupyter'])(
    'takes %p for no code',
    (text) => expect(readCode(text)).toBeUndefined(),
  );
});

describe('a planned opening', () => {
  it('is told to those who have a seat, and happens once at its time', async () => {
    const workshop = await world.deployed(2);
    const nine = new Date(now.getTime() + 60 * 60_000);
    await world.usher.claim('U-GRACE');
    expect(await world.usher.planOpening(workshop, 'U-ADA', undefined, nine)).toMatchObject({
      planned: { opensAt: nine },
    });
    expect(await world.usher.tend()).toMatchObject({ news: [{ participant: { userId: 'U-GRACE' }, news: 'opens' }] });
    expect(await world.usher.claim('U-GRACE')).toMatchObject({
      kind: 'wait',
      why: 'not-open',
      workshop: { opensAt: nine },
    });
    later(60);
    const looks = await Promise.all([1, 2, 3].map(() => world.usher.tend()));
    expect(looks.some(({ opened }) => opened.length === 1)).toBe(true);
    expect(world.events.filter(({ type }) => type === 'workshop-opened')).toHaveLength(1);
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'card' });
  });

  it('waits for a seat that is ready, and says that it is late', async () => {
    const workshop = await world.newWorkshop(2);
    await world.usher.planOpening(workshop, 'U-ADA', undefined, new Date(now.getTime() + 60_000));
    later(1);
    expect(await world.usher.tend()).toMatchObject({ opened: [], late: [{ id: workshop.id }] });
    const begun = await world.usher.deploy(workshop, 'U-ADA');
    if (!('started' in begun)) throw new Error('not started');
    await world.until('operation-ended');
    expect(await world.usher.tend()).toMatchObject({ opened: [{ id: workshop.id }], late: [] });
  });

  it('is refused without a room where the room decides, when open, and after the end', async () => {
    const at = new Date(now.getTime() + 60_000);
    const roomless = await world.newWorkshop(2, { room: undefined });
    expect(await world.usher.planOpening(roomless, 'U-ADA', undefined, at)).toEqual({ refused: 'no-room' });
    const short = await world.newWorkshop(2, { name: 'short', endsAt: at });
    expect(await world.usher.planOpening(short, 'U-ADA', undefined, at)).toEqual({ refused: 'after-end' });
    const free = await world.newWorkshop(2, { name: 'free', room: undefined, join: 'anyone' });
    expect(await world.usher.planOpening(free, 'U-ADA', undefined, at)).toHaveProperty('planned');
    const workshop = await world.deployed(1, { name: 'oct' });
    await world.usher.open(workshop, 'U-ADA', undefined);
    const open = (await world.usher.get(workshop.id)) ?? workshop;
    expect(await world.usher.planOpening(open, 'U-ADA', undefined, at)).toEqual({ refused: 'open' });
  });

  it('is taken back by close, which shuts open doors as well and keeps the seats', async () => {
    const workshop = await world.deployed(2);
    expect(await world.usher.close(workshop, 'U-ADA')).toEqual({ refused: 'not-open' });
    const plan = await world.usher.planOpening(workshop, 'U-ADA', undefined, new Date(now.getTime() + 60_000));
    if (!('planned' in plan)) throw new Error(plan.refused);
    expect(await world.usher.close(plan.planned, 'U-ADA')).toMatchObject({ unplanned: { opensAt: undefined } });
    later(2);
    expect((await world.usher.tend()).opened).toEqual([]);
    const doors = await world.usher.open(workshop, 'U-ADA', undefined);
    if (!('opened' in doors)) throw new Error(doors.refused);
    await world.usher.claim('U-GRACE');
    expect(await world.usher.close(doors.opened, 'U-ADA')).toMatchObject({
      closed: { openedAt: undefined, closedAt: now },
    });
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'wait', why: 'closed', seat: { no: 1 } });
    const again = await world.usher.open((await world.usher.get(workshop.id)) ?? workshop, 'U-ADA', undefined);
    expect(again).toMatchObject({ opened: { closedAt: undefined } });
  });
});

describe('coming into the room', () => {
  it('seats people, and neither the crew nor bots', async () => {
    const workshop = await opened(3);
    await world.usher.addCrew(workshop, 'U-ADA', 'U-MARY', 'helper');
    for (const user of ['U-ADA', 'U-MARY', 'U-BOT']) room.add(user);
    expect(await world.usher.joinRoom('U-GRACE', 'C-ROOM')).toMatchObject([{ kind: 'card', seat: { no: 1 } }]);
    for (const user of ['U-ADA', 'U-MARY', 'U-BOT']) expect(await world.usher.joinRoom(user, 'C-ROOM')).toEqual([]);
    expect(await world.usher.joinRoom('U-GRACE', 'C-ROOM')).toEqual([]);
    expect(await world.usher.joinRoom('U-ALAN', 'C-CREW')).toEqual([]);
    expect(await world.usher.joinRoom('U-CHARLES', 'C-ROOM')).toEqual([]);
    expect(await ownersOf(workshop.id)).toEqual(['U-GRACE', undefined, undefined]);
  });

  it('seats nobody where another way of joining was chosen', async () => {
    const workshop = await opened(2, 'roster');
    expect(await world.usher.joinRoom('U-GRACE', 'C-ROOM')).toEqual([]);
    expect(await ownersOf(workshop.id)).toEqual([undefined, undefined]);
  });
});

describe('leaving the room', () => {
  const leave = (user: string) => {
    room.delete(user);
    return world.usher.leaveRoom(user, 'C-ROOM');
  };

  it('frees a seat that was never used after ten minutes, for the first who waits', async () => {
    const workshop = await world.deployed(1);
    await world.usher.claim('U-GRACE');
    await world.usher.claim('U-ALAN');
    const [left] = await leave('U-GRACE');
    expect(left).toMatchObject({ kind: 'grace', used: false, seat: { no: 1 } });
    later(9);
    await world.usher.tend();
    expect(await ownersOf(workshop.id)).toEqual(['U-GRACE']);
    later(1);
    const { news } = await world.usher.tend();
    expect(new Map(news.map((each) => [each.participant.userId, each.news]))).toEqual(
      new Map([
        ['U-GRACE', 'freed'],
        ['U-ALAN', 'seated'],
      ]),
    );
    expect(await ownersOf(workshop.id)).toEqual(['U-ALAN']);
  });

  it('is undone by coming back, also where nothing told of it', async () => {
    const workshop = await world.deployed(1);
    await world.usher.claim('U-GRACE');
    await leave('U-GRACE');
    room.add('U-GRACE');
    expect(await world.usher.joinRoom('U-GRACE', 'C-ROOM')).toMatchObject([{ kind: 'back', seat: { no: 1 } }]);
    await leave('U-GRACE');
    room.add('U-GRACE');
    later(11);
    await world.usher.tend();
    expect(await ownersOf(workshop.id)).toEqual(['U-GRACE']);
    expect((await store.participants.byUser(workshop.id, 'U-GRACE'))?.leavingAt).toBeUndefined();
  });

  it('never frees a seat there may be work at, before somebody of the crew says so', async () => {
    const workshop = await opened(1);
    await world.usher.claim('U-GRACE');
    await noteCard(workshop.id, 'U-GRACE');
    await world.usher.claim('U-ALAN');
    expect(await leave('U-GRACE')).toMatchObject([{ kind: 'grace', used: true }]);
    expect(await world.usher.freeLeft(workshop, 'U-ADA', 1)).toEqual({ refused: 'not-left' });
    later(30);
    expect((await world.usher.tend()).left).toMatchObject([{ participant: { userId: 'U-GRACE' }, seat: { no: 1 } }]);
    expect(await ownersOf(workshop.id)).toEqual(['U-GRACE']);
    expect(await world.usher.freeLeft(workshop, 'U-ADA', 1)).toEqual({ freed: 'U-GRACE' });
    expect(await ownersOf(workshop.id)).toEqual(['U-ALAN']);
    expect(await world.usher.freeLeft(workshop, 'U-ADA', 1)).toEqual({ refused: 'not-left' });
  });

  it('keeps the seat of somebody who came back before the crew pressed', async () => {
    const workshop = await opened(1);
    await world.usher.claim('U-GRACE');
    await noteCard(workshop.id, 'U-GRACE');
    await leave('U-GRACE');
    later(30);
    room.add('U-GRACE');
    expect(await world.usher.freeLeft(workshop, 'U-ADA', 1)).toEqual({ refused: 'came-back' });
    expect(await ownersOf(workshop.id)).toEqual(['U-GRACE']);
  });

  it('takes people off the waitlist, and leaves those on the list their seats', async () => {
    const workshop = await opened(1);
    const listed = await store.participants.ensure(workshop.id, 'U-LIST');
    await store.participants.update(listed.id, { listed: true });
    await world.usher.claim('U-LIST');
    await world.usher.claim('U-GRACE');
    expect(await leave('U-GRACE')).toMatchObject([{ kind: 'off-waitlist' }]);
    expect(await leave('U-LIST')).toEqual([]);
    expect(await leave('U-NOBODY')).toEqual([]);
    expect((await world.usher.waitlist(workshop)).waiting).toEqual([]);
  });
});

describe('seats that nobody opened', () => {
  it('are offered to those who wait, by a word of the crew, one for each', async () => {
    room = new Set(['U-1', 'U-2', 'U-3', 'U-4', 'U-5']);
    const workshop = await opened(3);
    for (const user of room) await world.usher.claim(user);
    for (const user of ['U-1', 'U-2', 'U-3']) await noteCard(workshop.id, user);
    await world.usher.arrived('U-2');
    expect((await world.usher.tend()).unopened).toEqual([]);
    later(30);
    const [tidings] = (await world.usher.tend()).unopened;
    expect(tidings?.list.unopened.map(({ seat }) => seat.no)).toEqual([1, 3]);
    expect(tidings?.list.waiting.map(({ userId }) => userId)).toEqual(['U-4', 'U-5']);
    // One of the two opens it in the last moment.
    await world.usher.arrived('U-1');
    expect(await world.usher.offerUnopened(workshop, 'U-ADA')).toEqual([{ no: 3, userId: 'U-3' }]);
    expect(await ownersOf(workshop.id)).toEqual(['U-1', 'U-2', 'U-4']);
    expect(await world.usher.offerUnopened(workshop, 'U-ADA')).toEqual([]);
    expect(await world.usher.claim('U-3')).toMatchObject({ kind: 'waitlisted', place: 2 });
  });

  it('are nobody\u2019s fault while they are not ready, or the card is still owed', async () => {
    const workshop = await opened(2);
    await store.seats.setStates(workshop.id, [{ no: 1, state: 'failing', detail: 'out of memory' }]);
    await world.usher.claim('U-GRACE');
    await world.usher.claim('U-ALAN');
    await noteCard(workshop.id, 'U-GRACE');
    expect((await world.usher.waitlist(workshop)).unopened).toEqual([]);
  });
});
