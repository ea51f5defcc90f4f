/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { makeWorkshop, onBothEngines } from './engines';

onBothEngines('announcements', (bench) => {
  const draft = async () => {
    const { id } = await makeWorkshop(bench.store);
    return bench.store.announcements.draft({
      workshopId: id,
      by: 'U1',
      text: 'Lunch — "at" 1\n🐘',
      audience: { kind: 'seats', seats: [1, 2] },
    });
  };
  const CROWD = Array.from({ length: 20 }, (_, i) => ({ userId: i === 3 ? undefined : `U${i}`, no: i + 1 }));

  it('keeps a draft as it was written, and lets exactly one of ten begin it', async () => {
    const { announcements } = bench.store;
    const drafted = await draft();
    expect(drafted).toMatchObject({ by: 'U1', text: 'Lunch — "at" 1\n🐘', state: 'draft' });
    expect(drafted.audience).toEqual({ kind: 'seats', seats: [1, 2] });
    expect(await announcements.unfinished()).toEqual([]);
    const begun = await Promise.all(Array.from({ length: 10 }, () => announcements.begin(drafted.id, CROWD)));
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await announcements.unfinished()).toMatchObject([{ id: drafted.id, state: 'telling' }]);
    expect(await announcements.recipients(drafted.id)).toHaveLength(20);
    expect(await announcements.get('another')).toBeUndefined();
  });

  it('gives everybody who is in Slack to one of many callers, in order, and nobody twice', async () => {
    const { announcements } = bench.store;
    const { id } = await draft();
    await announcements.begin(id, CROWD);
    expect(await announcements.takeNext(id)).toEqual({ place: 1, userId: 'U0', no: 1, state: 'telling' });
    const taken = await Promise.all(Array.from({ length: 40 }, () => announcements.takeNext(id)));
    const more = [...taken];
    for (let next = await announcements.takeNext(id); next; next = await announcements.takeNext(id)) more.push(next);
    const places = more.flatMap((each) => (each ? [each.place] : [])).sort((a, b) => a - b);
    expect(places).toEqual(CROWD.flatMap(({ userId, no }) => (userId === undefined || no === 1 ? [] : [no])));
    await announcements.settle(id, 1, 'told');
    await announcements.settle(id, 2, 'due');
    expect((await announcements.recipients(id)).slice(0, 4).map(({ state }) => state)).toEqual([
      'told',
      'due',
      'telling',
      'failed',
    ]);
    expect(await announcements.takeNext(id)).toMatchObject({ place: 2 });
  });

  it('ends once', async () => {
    const { announcements } = bench.store;
    const { id } = await draft();
    expect(await announcements.finish(id)).toBe(false);
    await announcements.begin(id, []);
    const ended = await Promise.all(Array.from({ length: 5 }, () => announcements.finish(id)));
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await announcements.unfinished()).toEqual([]);
  });
});
