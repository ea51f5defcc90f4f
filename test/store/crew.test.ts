/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { makeWorkshop, onBothEngines } from './engines';

const ADA = { addedBy: 'U-ADA' } as const;

onBothEngines('the crew', (bench) => {
  it('is kept for each workshop, a person once, with the role given last', async () => {
    const nov = await makeWorkshop(bench.store, 'nov');
    const dec = await makeWorkshop(bench.store, 'dec');
    const { crew } = bench.store;
    await crew.put({ workshopId: nov.id, userId: 'U-MARY', role: 'helper', ...ADA });
    await crew.put({ workshopId: nov.id, userId: 'U-MARY', role: 'organiser', ...ADA });
    await crew.put({ workshopId: dec.id, userId: 'U-MARY', role: 'helper', ...ADA });
    expect(await crew.list(nov.id)).toEqual([
      { workshopId: nov.id, userId: 'U-MARY', role: 'organiser', addedBy: 'U-ADA', addedAt: expect.any(Date) },
    ]);
    expect(new Map((await crew.ofUser('U-MARY')).map((each) => [each.workshopId, each.role]))).toEqual(
      new Map([
        [nov.id, 'organiser'],
        [dec.id, 'helper'],
      ]),
    );
    expect(await crew.ofUser('U-GRACE')).toEqual([]);
  });

  it('ends for helpers with the workshop, for organisers never, and with a removal, which is told once', async () => {
    const nov = await makeWorkshop(bench.store, 'nov');
    const dec = await makeWorkshop(bench.store, 'dec');
    const { crew } = bench.store;
    for (const { id } of [nov, dec]) await crew.put({ workshopId: id, userId: 'U-MARY', role: 'helper', ...ADA });
    await crew.put({ workshopId: dec.id, userId: 'U-JOAN', role: 'organiser', ...ADA });
    await bench.store.workshops.update(dec.id, { state: 'destroyed', destroyedAt: new Date() });
    expect((await crew.ofUser('U-JOAN')).map(({ workshopId }) => workshopId)).toEqual([dec.id]);
    expect((await crew.ofUser('U-MARY')).map(({ workshopId }) => workshopId)).toEqual([nov.id]);
    expect(await crew.remove(nov.id, 'U-MARY')).toBe(true);
    expect(await crew.remove(nov.id, 'U-MARY')).toBe(false);
    expect(await crew.ofUser('U-MARY')).toEqual([]);
  });
});

onBothEngines('a planned opening', (bench) => {
  const NINE = new Date('2026-11-24T09:00:00Z');
  const after = (ms: number): Date => new Date(NINE.getTime() + ms);

  it('happens once, however many look at the clock, and not before its time', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { workshops } = bench.store;
    expect(await workshops.openDue(id, NINE)).toBeUndefined();
    await workshops.update(id, { opensAt: NINE, opensBy: 'U-ADA' });
    expect(await workshops.openDue(id, after(-1))).toBeUndefined();
    const opened = await Promise.all(Array.from({ length: 20 }, () => workshops.openDue(id, after(3_000))));
    expect(opened.filter((each) => each !== undefined)).toMatchObject([{ openedAt: after(3_000), opensAt: NINE }]);
  });

  it('does not happen to what is being destroyed', async () => {
    const { id } = await makeWorkshop(bench.store);
    await bench.store.workshops.update(id, { opensAt: NINE, state: 'destroying' });
    expect(await bench.store.workshops.openDue(id, NINE)).toBeUndefined();
  });

  it('is told once, whoever tells it', async () => {
    const { id } = await makeWorkshop(bench.store);
    const told = await Promise.all(Array.from({ length: 10 }, () => bench.store.workshops.tellOnce(id, 'opened "9"')));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await bench.store.workshops.tellOnce(id, 'late')).toBe(true);
    expect(await bench.store.workshops.get(id)).not.toHaveProperty('told');
  });

  it('keeps where its invitation is', async () => {
    const { id } = await makeWorkshop(bench.store);
    const invitation = { channel: 'C1', ts: '1700000000.000100' };
    expect(await bench.store.workshops.update(id, { invitation })).toMatchObject({ invitation });
    expect(await bench.store.workshops.update(id, { invitation: undefined })).toMatchObject({ invitation: undefined });
  });
});
