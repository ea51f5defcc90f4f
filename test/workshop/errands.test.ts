/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import type { Store } from '../../workshop/ports/store';
import { openTestStore, reopenTestStore } from '../support/store';
import { createWorld } from '../support/world';
import { FakeCloud } from '../support/fake-cloud';

it('an errand whose process stops half-way is ended by another, which tells only those that were left', async () => {
  const store = await openTestStore();
  const cloud = new FakeCloud();
  const first = createWorld(store, { cloud });
  const nov = await first.deployed(4);
  for (const user of ['U-GRACE', 'U-ALAN', 'U-MARY']) await first.usher.claim(user, nov.id);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  cloud.answering = (no) => (no === 2 ? held : Promise.resolve());
  const begun = await first.usher.errands.collect(nov, 'U-ADA');
  const id = 'started' in begun ? begun.started.id : '';
  expect(await first.usher.errands.collect(nov, 'U-ADA')).toMatchObject({ running: { id } });
  await soon(async () => (await store.errands.seats(id)).some(({ state }) => state === 'done'));
  const draining = first.usher.drain();
  release();
  await draining;
  const again: Store = await reopenTestStore();
  expect((await again.errands.get(id))?.state).toBe('running');
  cloud.answering = () => Promise.resolve();
  const second = createWorld(again, { cloud });
  await second.usher.start();
  await soon(async () => (await again.errands.get(id))?.state === 'ended');
  const seats = await again.errands.seats(id);
  expect(seats.map(({ no, state }) => [no, state])).toEqual([
    [1, 'done'],
    [2, 'done'],
    [3, 'done'],
  ]);
  expect(cloud.told.filter(({ what }) => what === 'pack-work 1')).toHaveLength(1);
  expect(second.events).toContainEqual(expect.objectContaining({ type: 'errand-ended', done: 3, of: 3 }));
  await second.usher.drain();
});

async function soon(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 400) throw new Error('never came true');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
