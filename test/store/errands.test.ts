/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { makeWorkshop, onBothEngines } from './engines';

onBothEngines('errands', (bench) => {
  const collected = { bytes: 12, files: 1, omitted: 0, left: [] };
  const problem = { kind: 'timeout' as const, summary: 'Its instance does not answer.', next: 'Try again.' };
  const make = async () => {
    const { id: workshopId } = await makeWorkshop(bench.store);
    const grace = await bench.store.participants.ensure(workshopId, 'U-GRACE');
    const ann = await bench.store.participants.addListed(workshopId, { name: 'Ann Smith' });
    return { workshopId, grace, ann, collect: { workshopId, kind: 'collect' as const, by: 'U-ADA' } };
  };
  const start = async (...args: Parameters<typeof bench.store.errands.begin>) => {
    const begun = await bench.store.errands.begin(...args);
    if (!begun || !('started' in begun)) throw new Error('it did not begin');
    return begun.started;
  };

  it('begin one at a time of a kind, of many who begin at once, and their seats end once', async () => {
    const { errands } = bench.store;
    const { collect, grace } = await make();
    const begun = await Promise.all(
      Array.from({ length: 8 }, () =>
        errands.begin(collect, [
          { no: 1, owner: grace.id },
          { no: 2, owner: undefined },
        ]),
      ),
    );
    const started = begun.flatMap((each) => (each && 'started' in each ? [each.started] : []));
    expect(started).toHaveLength(1);
    const id = started[0]?.id ?? '';
    expect(begun.filter((each) => each && 'running' in each && each.running.id === id)).toHaveLength(7);
    await errands.settle(id, 2, { problem });
    await errands.settle(id, 2, { outcome: collected });
    await errands.settle(id, 1, { outcome: collected });
    expect(await errands.seats(id)).toMatchObject([
      { no: 1, owner: grace.id, state: 'done', outcome: collected, problem: undefined },
      { no: 2, owner: undefined, state: 'failed', outcome: undefined, problem },
    ]);
    expect(await Promise.all([errands.end(id, undefined), errands.end(id, undefined)])).toContain(true);
    expect(await errands.running()).toEqual([]);
    expect(await errands.untold()).toMatchObject([{ id, state: 'ended' }]);
    expect((await Promise.all([errands.tellEnd(id), errands.tellEnd(id)])).sort()).toEqual([false, true]);
    expect(await errands.untold()).toEqual([]);
  });

  it('are drafts until they are begun, which happens once', async () => {
    const { errands } = bench.store;
    const { workshopId } = await make();
    const file = { path: 'a "b"/c.ipynb', bytes: 3, key: 'k' };
    const { id } = await errands.draft({ workshopId, kind: 'push', by: 'U-ADA', file });
    expect(await errands.get(id)).toMatchObject({ state: 'draft', file, message: undefined });
    expect(await errands.untold()).toEqual([]);
    await start(id, [{ no: 1, owner: undefined }]);
    expect(await errands.begin(id, [{ no: 1, owner: undefined }])).toBeUndefined();
    expect(await errands.setMessage(id, { channel: 'C1', ts: '1.1' }, undefined)).toBe(true);
    expect(await errands.setMessage(id, { channel: 'C1', ts: '1.2' }, undefined)).toBe(false);
    expect(await errands.setMessage(id, { channel: 'C1', ts: '1.2' }, { channel: 'C1', ts: '1.1' })).toBe(true);
  });

  it('give each letter to one caller, of seats with people in Slack, and know the newest archive of a seat', async () => {
    const { errands } = bench.store;
    const { collect, grace, ann, workshopId } = await make();
    const first = await start(collect, [
      { no: 1, owner: grace.id },
      { no: 2, owner: ann.id },
      { no: 3, owner: grace.id },
    ]);
    await errands.settle(first.id, 1, { outcome: collected });
    await errands.settle(first.id, 2, { outcome: collected });
    const taken = await Promise.all(Array.from({ length: 6 }, () => errands.takeLetter(first.id)));
    expect(taken.filter(Boolean)).toMatchObject([{ no: 1, owner: grace.id }]);
    await errands.returnLetter(first.id, 1);
    expect(await errands.takeLetter(first.id)).toMatchObject({ no: 1 });
    await errands.end(first.id, problem);
    const second = await start(collect, [
      { no: 1, owner: ann.id },
      { no: 2, owner: ann.id },
    ]);
    await errands.settle(second.id, 1, { outcome: { ...collected, bytes: 99 } });
    await errands.settle(second.id, 2, { problem });
    expect(await errands.archives(workshopId)).toMatchObject([
      { no: 1, owner: ann.id, collected: { bytes: 99 } },
      { no: 2, owner: ann.id, collected: { bytes: 12 } },
    ]);
  });
});
