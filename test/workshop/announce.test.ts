/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Clock } from '../../workshop/ports/clock';
import type { Directory } from '../../workshop/ports/directory';
import type { Workshop } from '../../workshop/workshop';
import { openTestStore } from '../support/store';
import { createWorld, hastyClock, type World } from '../support/world';

const directory: Directory = {
  isOrganiser: (user) => Promise.resolve(user === 'U-ADA'),
  isMember: () => Promise.resolve(true),
  members: () => Promise.resolve(['U-ADA', 'U-GRACE', 'U-ALAN', 'U-LATE', 'B-BOT']),
  standing: (user) => Promise.resolve(user.startsWith('U-') ? 'member' : 'bot'),
};

let world: World;
let nov: Workshop;
let passed = 0;
const clock: Clock = { ...hastyClock, now: () => new Date(Date.now() + passed) };
beforeEach(async () => {
  passed = 0;
  world = createWorld(await openTestStore(), { directory, clock });
  nov = await world.newWorkshop(3);
  await world.usher.claim('U-GRACE', nov.id);
  await world.usher.claim('U-ALAN', nov.id);
});
afterEach(() => world.usher.drain());

const usersOf = (hearers: readonly { userId: string | undefined }[]) => hearers.map(({ userId }) => userId);

it('is for everybody with a seat, for some seats, or for members of the room without one', async () => {
  const { announcements } = world.usher;
  const all = await announcements.draft(nov, 'U-ADA', 'Lunch', { kind: 'all' });
  expect(all.hearers).toEqual([
    { no: 1, userId: 'U-GRACE' },
    { no: 2, userId: 'U-ALAN' },
  ]);
  const two = await announcements.draft(nov, 'U-ADA', 'Lunch', { kind: 'seats', seats: [2, 3] });
  expect(usersOf(two.hearers)).toEqual(['U-ALAN']);
  const late = await announcements.draft(nov, 'U-ADA', 'Come in', { kind: 'unseated' });
  expect(late.hearers).toEqual([{ no: undefined, userId: 'U-LATE' }]);
});

it('is told to whoever it is for when it is confirmed, once, and both are on record', async () => {
  const { announcements } = world.usher;
  const { announcement } = await announcements.draft(nov, 'U-ADA', 'Lunch', { kind: 'all' });
  await world.usher.claim('U-LATE', nov.id);
  const confirmed = await announcements.confirm(announcement.id, 'U-ADA');
  expect('confirmed' in confirmed && usersOf(confirmed.hearers)).toEqual(['U-GRACE', 'U-ALAN', 'U-LATE']);
  expect(await announcements.confirm(announcement.id, 'U-ADA')).toEqual({ refused: 'begun' });
  for (let next = await announcements.next(announcement.id); next; next = await announcements.next(announcement.id)) {
    await announcements.settle(announcement.id, next.place, next.userId === 'U-ALAN' ? 'failed' : 'told');
  }
  const end = await announcements.end(announcement.id);
  expect(end?.recipients.map(({ state }) => state)).toEqual(['told', 'failed', 'told']);
  expect(await announcements.end(announcement.id)).toBeUndefined();
  expect(world.events).toContainEqual(
    expect.objectContaining({ type: 'announced', actor: 'U-ADA', text: 'Lunch', people: 3 }),
  );
  expect(world.events).toContainEqual(expect.objectContaining({ type: 'announcement-ended', told: 2, people: 3 }));
});

it('is refused when it is an hour old, unknown, or for nobody', async () => {
  const { announcements } = world.usher;
  const { announcement } = await announcements.draft(nov, 'U-ADA', 'Lunch', { kind: 'all' });
  const empty = await announcements.draft(nov, 'U-ADA', 'Lunch', { kind: 'seats', seats: [3] });
  expect(await announcements.confirm(empty.announcement.id, 'U-ADA')).toEqual({ refused: 'nobody' });
  passed = 3_700_000;
  expect(await announcements.confirm(announcement.id, 'U-ADA')).toEqual({ refused: 'old' });
  expect(await announcements.confirm('another', 'U-ADA')).toEqual({ refused: 'unknown' });
  expect(await announcements.unfinished()).toEqual([]);
});
