/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../workshop/ports/store';
import type { RosterLine } from '../../workshop/roster';
import type { Workshop } from '../../workshop/workshop';
import { openTestStore } from '../support/store';
import { createWorld, type World } from '../support/world';

let store: Store;
let world: World;
let workshop: Workshop;
beforeEach(async () => {
  store = await openTestStore();
  world = createWorld(store);
  workshop = await world.newWorkshop(6, { spec: { spares: 1 } });
});
afterEach(() => world.usher.drain());

const seated = async () => {
  const { seats, participants } = await world.usher.status(workshop);
  const people = new Map(participants.map((each) => [each.id, each.userId ?? each.name]));
  return Object.fromEntries(seats.flatMap(({ no, owner }) => (owner === undefined ? [] : [[no, people.get(owner)]])));
};
const assign = (no: number, who: { userId?: string; name?: string; from?: number }) =>
  world.usher.assign(workshop, 'U-ADA', { no, ...who });

describe('assigning', () => {
  it('seats a Slack user or somebody by name, and owes the card to whoever is in Slack', async () => {
    expect(await assign(3, { userId: 'U-GRACE' })).toMatchObject({ assigned: { no: 3 } });
    expect(await assign(2, { name: 'Ann Smith' })).toMatchObject({ assigned: { no: 2 } });
    expect(await seated()).toEqual({ 2: 'Ann Smith', 3: 'U-GRACE' });
    const { participants } = await world.usher.status(workshop);
    expect(participants.map(({ owedCard }) => owedCard)).toEqual([true, false]);
    expect(world.events).toContainEqual(expect.objectContaining({ type: 'seat-assigned', no: 3, actor: 'U-ADA' }));
    expect(await world.usher.claim('U-GRACE')).toMatchObject({ kind: 'wait', seat: { no: 3 } });
    expect(await world.usher.claim('U-ALAN')).toMatchObject({ seat: { no: 1 } });
  });

  it('refuses what is taken, spare or not there, and says who sits there', async () => {
    await assign(2, { name: 'Ann Smith' });
    expect(await assign(2, { userId: 'U-GRACE' })).toMatchObject({ refused: 'taken', by: { name: 'Ann Smith' } });
    expect(await assign(6, { userId: 'U-GRACE' })).toEqual({ refused: 'spare' });
    expect(await assign(7, { userId: 'U-GRACE' })).toEqual({ refused: 'no-such-seat' });
    expect(await assign(2, { name: ' ann  SMITH ' })).toMatchObject({ refused: 'sits-there' });
    expect(await seated()).toEqual({ 2: 'Ann Smith' });
  });

  it('moves somebody only from the seat that was named', async () => {
    await assign(2, { userId: 'U-GRACE' });
    expect(await assign(4, { userId: 'U-GRACE' })).toMatchObject({ refused: 'sits-elsewhere', seat: { no: 2 } });
    expect(await assign(4, { userId: 'U-GRACE', from: 3 })).toMatchObject({ refused: 'sits-elsewhere' });
    expect(await assign(4, { userId: 'U-GRACE', from: 2 })).toMatchObject({ assigned: { no: 4 } });
    expect(await seated()).toEqual({ 4: 'U-GRACE' });
  });

  it('asks who is meant where two have one name', async () => {
    await store.participants.addListed(workshop.id, { name: 'Ann Smith', email: 'a@example.org' });
    await store.participants.addListed(workshop.id, { name: 'Ann Smith', email: 'b@example.org' });
    expect(await assign(1, { name: 'Ann Smith' })).toMatchObject({ refused: 'several', people: [{}, {}] });
  });
});

describe('releasing', () => {
  it('frees a seat of whoever was said to sit there, and of nobody else', async () => {
    const given = await assign(2, { userId: 'U-GRACE' });
    if (!('assigned' in given)) throw new Error('not given');
    expect(await world.usher.release(workshop, 'U-ADA', 2, 'somebody else')).toEqual({ refused: 'not-there' });
    expect(await world.usher.release(workshop, 'U-ADA', 2, given.participant.id)).toMatchObject({
      released: true,
    });
    expect(await seated()).toEqual({});
    expect(await world.usher.claim('U-ALAN')).toMatchObject({ seat: { no: 1 } });
  });
});

describe('a list', () => {
  const ann: RosterLine = { line: 2, name: 'Ann Smith', email: 'ann@example.org', seat: 4 };
  const grace: RosterLine = { line: 3, name: 'Grace', email: 'grace@example.org', userId: 'U-GRACE', seat: 2 };
  const alan: RosterLine = { line: 4, name: 'Alan', email: 'alan@example.org', userId: 'U-ALAN' };
  const bo: RosterLine = { line: 5, name: 'Bo', email: 'bo@example.org' };

  it('changes nothing by being planned', async () => {
    const plan = await world.usher.planRoster(workshop, [ann, grace, alan, bo]);
    expect(plan.good.map(({ line, seat, changes }) => [line.line, seat, changes])).toEqual([
      [2, 4, true],
      [3, 2, true],
      [4, undefined, true],
      [5, 1, true],
    ]);
    expect(plan.problems).toEqual([]);
    expect((await world.usher.status(workshop)).participants).toEqual([]);
  });

  it('seats who has a seat in it or is not in Slack, and changes nothing the second time', async () => {
    const lines = [ann, grace, alan, bo];
    expect(await world.usher.importRoster(workshop, 'U-ADA', lines)).toEqual({
      people: 4,
      seats: 3,
      unchanged: 0,
      late: [],
      problems: [],
    });
    expect(await seated()).toEqual({ 1: 'Bo', 2: 'U-GRACE', 4: 'Ann Smith' });
    const before = await world.usher.status(workshop);
    const events = world.events.length;
    expect(await world.usher.importRoster(workshop, 'U-ADA', lines)).toMatchObject({
      people: 0,
      seats: 0,
      unchanged: 4,
      problems: [],
    });
    // Also where the columns are fewer: by name alone.
    expect(await world.usher.importRoster(workshop, 'U-ADA', [{ line: 2, name: 'ann smith' }])).toMatchObject({
      people: 0,
      seats: 0,
    });
    const after = await world.usher.status(workshop);
    expect(after.seats).toEqual(before.seats);
    expect(after.participants).toHaveLength(4);
    expect(world.events).toHaveLength(events);
  });

  it('tells every problem by line, and does the rest', async () => {
    await assign(3, { userId: 'U-ZOE' });
    await assign(1, { userId: 'U-GRACE' });
    const lines: RosterLine[] = [
      ann,
      { ...grace, seat: 2 },
      { ...alan, seat: 3 },
      { ...bo, seat: 4 },
      { line: 6, name: 'Ann S', email: 'ann@example.org' },
      { line: 7, name: 'Cy', email: 'cy@example.org', seat: 99 },
      { line: 8, name: 'Di', seat: 6 },
      { line: 9, name: 'Ed' },
      { line: 10, name: ' ed' },
      { line: 11, email: 'nameless@example.org' },
      { line: 12, name: 'Alan again', email: 'at@example.org', userId: 'U-ALAN' },
      { line: 13, name: 'Flo' },
      { line: 14, name: 'Gus' },
    ];
    const plan = await world.usher.planRoster(workshop, lines);
    expect(plan.problems.map(({ line, problem }) => [line, problem.kind])).toEqual([
      [3, 'sits-elsewhere'],
      [4, 'taken'],
      [5, 'same-seat'],
      [6, 'same-email'],
      [7, 'no-such-seat'],
      [8, 'spare'],
      [10, 'same-name'],
      [11, 'no-name'],
      [12, 'same-person'],
      [13, 'full'],
      [14, 'full'],
    ]);
    expect(await world.usher.importRoster(workshop, 'U-ADA', lines)).toMatchObject({ people: 2, seats: 2 });
    expect(await seated()).toEqual({ 1: 'U-GRACE', 3: 'U-ZOE', 4: 'Ann Smith', 5: 'Ed' });
  });

  it('keeps a seat that a line asks for from those who ask for none', async () => {
    const plan = await world.usher.planRoster(workshop, [
      { line: 2, name: 'Bo' },
      { line: 3, name: 'Ann', seat: 1 },
    ]);
    expect(plan.good.map(({ seat }) => seat)).toEqual([2, 1]);
  });

  it('finds somebody again who joined Slack since, and says so where they took another seat meanwhile', async () => {
    await world.usher.importRoster(workshop, 'U-ADA', [ann, bo]);
    await world.usher.importRoster(workshop, 'U-ADA', [{ ...ann, userId: 'U-ANN' }]);
    expect(await seated()).toEqual({ 1: 'Bo', 4: 'U-ANN' });
    await world.usher.claim('U-BO');
    const plan = await world.usher.planRoster(workshop, [{ ...bo, userId: 'U-BO' }]);
    expect(plan.problems).toMatchObject([{ line: 5, problem: { kind: 'known-twice', card: { name: 'Bo' } } }]);
  });

  it('takes two people of one name where their emails differ', async () => {
    const twins = [
      { line: 2, name: 'Ann Smith', email: 'a@example.org' },
      { line: 3, name: 'Ann Smith', email: 'b@example.org' },
    ];
    expect(await world.usher.importRoster(workshop, 'U-ADA', twins)).toMatchObject({ people: 2, problems: [] });
    expect(await world.usher.importRoster(workshop, 'U-ADA', twins)).toMatchObject({ people: 0, unchanged: 2 });
  });
});
