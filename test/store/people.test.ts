/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { makeWorkshop, onBothEngines } from './engines';

onBothEngines('participants', (bench) => {
  it('are one, however many ask for them at once', async () => {
    const { id } = await makeWorkshop(bench.store);
    const asked = await Promise.all(Array.from({ length: 20 }, () => bench.store.participants.ensure(id, 'U7')));
    expect(new Set(asked.map((person) => person.id)).size).toBe(1);
    expect(await bench.store.participants.list(id)).toEqual([asked[0]]);
    expect(asked[0]).toMatchObject({ workshopId: id, userId: 'U7', dmChannel: undefined, owedCard: false });
  });

  it('keep what a change does not name, and lose what it names as undefined', async () => {
    const { id } = await makeWorkshop(bench.store);
    const person = await bench.store.participants.ensure(id, 'U7');
    await bench.store.participants.update(person.id, { dmChannel: 'D1', cardTs: '1.2' });
    await bench.store.participants.update(person.id, { cardTs: undefined });
    expect(await bench.store.participants.ensure(id, 'U7')).toMatchObject({ dmChannel: 'D1', cardTs: undefined });
    await expect(bench.store.participants.update('nobody', { cardTs: '1' })).rejects.toThrow('no participant nobody');
  });

  it('are sent an owed card by exactly one of twenty', async () => {
    const { id } = await makeWorkshop(bench.store);
    const person = await bench.store.participants.ensure(id, 'U7');
    expect(await bench.store.participants.settleCard(person.id)).toBe(false);
    await bench.store.participants.update(person.id, { owedCard: true });
    const settled = await Promise.all(Array.from({ length: 20 }, () => bench.store.participants.settleCard(person.id)));
    expect(settled.filter(Boolean)).toHaveLength(1);
  });
});
