/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Participant } from '../../workshop/seat';
import { makeWorkshop, onBothEngines } from './engines';

onBothEngines('the roster', (bench) => {
  const people = (workshopId: string, ...names: string[]): Promise<Participant[]> =>
    Promise.all(names.map((name) => bench.store.participants.addListed(workshopId, { name })));
  const ownersOf = async (workshopId: string) =>
    (await bench.store.seats.list(workshopId)).map(({ no, owner }) => [no, owner] as const);

  it('holds people who are not in Slack, by name, and no two of one email', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { addListed } = bench.store.participants;
    const ann = await addListed(id, { name: 'Ann Smith', email: 'ann@example.org' });
    expect(ann).toMatchObject({ userId: undefined, name: 'Ann Smith', email: 'ann@example.org', owedCard: false });
    expect(await addListed(id, { name: 'Ann Smith' })).not.toMatchObject({ id: ann.id });
    const many = await Promise.all(
      Array.from({ length: 20 }, () => addListed(id, { name: 'Bo', email: 'bo@example.org' })),
    );
    expect(new Set(many.map((each) => each.id)).size).toBe(1);
    expect((await bench.store.participants.list(id)).map(({ name }) => name)).toEqual(['Ann Smith', 'Ann Smith', 'Bo']);
  });

  it('knows somebody again by id, Slack user or email, and keeps what is new of them', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { addListed, ensure } = bench.store.participants;
    const grace = await ensure(id, 'U-GRACE');
    expect(await addListed(id, { userId: 'U-GRACE', name: 'Grace', email: 'g@example.org' })).toEqual({
      ...grace,
      name: 'Grace',
      email: 'g@example.org',
      listed: true,
    });
    const ann = await addListed(id, { name: 'Ann', email: 'ann@example.org' });
    expect(await addListed(id, { email: 'ann@example.org', userId: 'U-ANN' })).toEqual({ ...ann, userId: 'U-ANN' });
    expect(await addListed(id, { id: ann.id, name: 'Ann Smith' })).toMatchObject({ id: ann.id, name: 'Ann Smith' });
    expect(await bench.store.participants.byUser(id, 'U-ANN')).toMatchObject({ id: ann.id });
    await expect(addListed(id, { id: 'nobody', name: 'x' })).rejects.toThrow('no participant nobody');
  });

  it('gives a seat once, moves only whoever is known to sit where they do, and frees only theirs', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 4, { spares: 1 });
    const [ann, bo] = (await people(id, 'Ann', 'Bo')) as [Participant, Participant];
    const { assign, free, list } = bench.store.seats;
    expect(await assign(id, 2, ann.id)).toMatchObject({ no: 2, owner: ann.id, assignedAt: expect.any(Date) });
    expect(await assign(id, 2, bo.id)).toBe('taken');
    expect(await assign(id, 4, bo.id)).toBe('taken');
    expect(await assign(id, 9, bo.id)).toBe('taken');
    expect(await assign(id, 3, ann.id)).toBe('elsewhere');
    expect(await assign(id, 3, ann.id, 1)).toBe('elsewhere');
    await assign(id, 1, bo.id);
    expect(await assign(id, 1, ann.id, 2)).toBe('taken');
    expect(await ownersOf(id)).toEqual([
      [1, bo.id],
      [2, ann.id],
      [3, undefined],
      [4, undefined],
    ]);
    expect(await assign(id, 3, ann.id, 2)).toMatchObject({ no: 3, owner: ann.id });
    expect(await free(id, 3, bo.id, 'released')).toBe(false);
    expect(await free(id, 3, ann.id, 'released')).toBe(true);
    expect((await list(id))[2]).toMatchObject({ no: 3, owner: undefined, assignedAt: undefined });
    expect(await free(id, 3, ann.id, 'released')).toBe(false);
    // Nobody can be told who is not in Slack.
    expect(await bench.store.participants.takeNews(ann.id)).toBeUndefined();
    expect(await ownersOf(id)).toEqual([
      [1, bo.id],
      [2, undefined],
      [3, undefined],
      [4, undefined],
    ]);
  });

  it('gives one seat to exactly one of twenty, while others claim theirs', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 30);
    const crowd = await people(id, ...Array.from({ length: 20 }, (_, i) => `P${i}`));
    const writers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => bench.store.participants.ensure(id, `U${i}`)),
    );
    const [given] = await Promise.all([
      Promise.all(crowd.map((person) => bench.store.seats.assign(id, 5, person.id))),
      Promise.all(writers.map((person) => bench.store.seats.claim(id, person.id))),
    ]);
    const owners = (await ownersOf(id)).flatMap(([, owner]) => owner ?? []);
    expect(new Set(owners).size).toBe(owners.length);
    expect(given.filter((result) => typeof result !== 'string').length).toBeLessThanOrEqual(1);
    expect(owners).toHaveLength(20 + given.filter((result) => typeof result !== 'string').length);
  });

  it('gives a list that waits for its confirmation to exactly one of ten, and to nobody after a day', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { save, take } = bench.store.rosterDrafts;
    const lines = [{ line: 2, name: `it's "Ann" — Zoë`, email: 'ann@example.org', seat: 7 }];
    const draft = await save({ workshopId: id, by: 'U-ADA', lines });
    const taken = await Promise.all(Array.from({ length: 10 }, () => take(draft)));
    expect(taken.filter(Boolean)).toEqual([{ workshopId: id, by: 'U-ADA', lines }]);

    const old = await save({ workshopId: id, by: 'U-ADA', lines });
    await sql`update roster_drafts set saved_at = now() - interval '25 hours'`.execute(bench.database.db);
    await save({ workshopId: id, by: 'U-ADA', lines: [] });
    const { rows } = await sql<{ id: string }>`select id from roster_drafts`.execute(bench.database.db);
    expect(rows.map((row) => row.id)).not.toContain(old);
    expect(await take(old)).toBeUndefined();
  });
});
