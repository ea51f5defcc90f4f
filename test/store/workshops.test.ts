/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { makeWorkshop, newWorkshop, onBothEngines } from './engines';

onBothEngines('workshops', (bench) => {
  it('come back as they were written, with their seats', async () => {
    const endsAt = new Date('2026-11-23T17:00:00.123Z');
    const wanted = { ...newWorkshop('nov', 12), endsAt, room: 'C2' };
    const made = await bench.store.workshops.create(wanted);
    if (made === 'taken') throw new Error('taken');
    expect(made).toMatchObject({
      spec: wanted.spec,
      suffix: wanted.suffix,
      state: 'new',
      endsAt,
      room: 'C2',
      ami: undefined,
    });
    expect(made).toMatchObject({ join: 'room', crewChannel: 'C1', createdBy: 'U1', loadBalancers: [], rotation: 0 });
    expect(made).not.toHaveProperty('seq');
    expect(await bench.store.workshops.get(made.id)).toEqual(made);
    expect(await bench.store.workshops.byName('nov')).toEqual(made);
    const seats = await bench.store.seats.list(made.id);
    expect(seats.map((seat) => seat.no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(new Set(seats.map((seat) => seat.state))).toEqual(new Set(['absent']));
  });

  it('share a name only when all but one are destroyed', async () => {
    const first = await makeWorkshop(bench.store);
    expect(await bench.store.workshops.create(newWorkshop())).toBe('taken');
    await bench.store.workshops.update(first.id, { state: 'destroyed', destroyedAt: new Date() });
    const second = await makeWorkshop(bench.store);
    expect((await bench.store.workshops.byName('nov'))?.id).toBe(second.id);
    expect((await bench.store.workshops.list()).map((w) => w.id)).toEqual([second.id]);
    expect((await bench.store.workshops.list({ past: true })).map((w) => w.id)).toEqual([second.id, first.id]);
  });

  it('of one name are made once by ten who try at the same moment', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => bench.store.workshops.create(newWorkshop())));
    expect(made.filter((result) => result !== 'taken')).toHaveLength(1);
    const { rows } = await bench.database.db.executeQuery<{ n: number }>(
      bench.database.db
        .selectFrom('seats')
        .select((of) => of.fn.countAll<number>().as('n'))
        .compile(),
    );
    expect(rows[0]?.n).toBe(3);
  });

  it('take NULL for a key that is there and undefined, and leave absent keys alone', async () => {
    const { id } = await makeWorkshop(bench.store);
    const openedAt = new Date('2026-11-23T09:00:00Z');
    await bench.store.workshops.update(id, { room: 'C9', openedAt, loadBalancers: ['a.example', 'b.example'] });
    const changed = await bench.store.workshops.update(id, { room: undefined, rotation: 2 });
    expect(changed).toMatchObject({
      room: undefined,
      openedAt,
      loadBalancers: ['a.example', 'b.example'],
      rotation: 2,
    });
    expect(await bench.store.workshops.update(id, {})).toEqual(changed);
    expect(await bench.store.workshops.get(id)).toEqual(changed);
  });

  it('that do not exist are undefined to look at and an error to change', async () => {
    expect(await bench.store.workshops.get('nobody')).toBeUndefined();
    expect(await bench.store.workshops.byName('nobody')).toBeUndefined();
    await expect(bench.store.workshops.update('nobody', { room: 'C1' })).rejects.toThrow('no workshop nobody');
  });
});
