/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { makeWorkshop, onBothEngines } from './engines';

onBothEngines('the record of events', (bench) => {
  it('gives back what was appended, newest last', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { append, list } = bench.store.events;
    const one = await append({ workshopId: id, actor: 'U1', type: 'seat-claimed', no: 7, userId: 'U7' });
    const two = await append({ workshopId: id, actor: 'usher', type: 'workshop-opened', room: 'C2' });
    const three = await append({ workshopId: id, actor: 'U1', type: 'app-restarted', no: 7, app: 'jupyter' });
    expect(one).toMatchObject({ workshopId: id, actor: 'U1', type: 'seat-claimed', no: 7, userId: 'U7' });
    expect(one.at).toBeInstanceOf(Date);
    expect(two.id).toBeGreaterThan(one.id);
    expect(await list(id)).toEqual([one, two, three]);
    expect(await list(id, { limit: 2 })).toEqual([two, three]);
    expect(await list('another')).toEqual([]);
  });

  it('finds, newest first, what somebody did and what concerns a seat, alone or among others', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { append, search } = bench.store.events;
    const claimed = await append({ workshopId: id, actor: 'U7', type: 'seat-claimed', no: 7, userId: 'U7' });
    await append({ workshopId: id, actor: 'U17', type: 'seat-claimed', no: 17, userId: 'U17' });
    const restarted = await append({
      workshopId: id,
      actor: 'U1',
      type: 'operation-started',
      operationId: 'o1',
      kind: 'restart',
      target: { seats: [6, 7], apps: [] },
    });
    const broke = await append({ workshopId: id, actor: 'usher', type: 'seat-changed', no: 7, state: 'failing' });
    const told = {
      workshopId: id,
      actor: 'U1',
      type: 'announced',
      announcementId: 'a1',
      text: 'x',
      people: 7,
    } as const;
    const announced = await append(told);
    expect(await search(id, { limit: 9, seat: 7 })).toEqual([broke, restarted, claimed]);
    expect(await search(id, { limit: 9, seat: 7, without: ['seat-changed'] })).toEqual([restarted, claimed]);
    expect(await search(id, { limit: 9, userId: 'U1' })).toEqual([announced, restarted]);
    expect(await search(id, { limit: 2 })).toEqual([announced, broke]);
    expect(await search(id, { limit: 2, before: broke.id, seat: 7 })).toEqual([restarted, claimed]);
    expect(await search('another', { limit: 9 })).toEqual([]);
  });

  it.each([
    'update events set actor = $$x$$',
    'delete from events',
    'truncate events',
    'delete from events where false',
  ])('refuses "%s"', async (statement) => {
    const { id } = await makeWorkshop(bench.store);
    const event = await bench.store.events.append({ workshopId: id, actor: 'U1', type: 'workshop-opened', room: 'C2' });
    await expect(sql.raw(statement).execute(bench.database.db)).rejects.toThrow('events are only ever added');
    expect(await bench.store.events.list(id)).toEqual([event]);
  });

  it('knows a Slack event it has seen within a day, by exactly one of ten', async () => {
    const seen = () => Promise.all(Array.from({ length: 10 }, () => bench.store.firstSight('Ev1')));
    expect((await seen()).filter(Boolean)).toHaveLength(1);
    expect(await bench.store.firstSight('Ev2')).toBe(true);
    await sql`update seen_events set seen_at = now() - interval '25 hours'`.execute(bench.database.db);
    expect((await seen()).filter(Boolean)).toHaveLength(1);
  });

  it('knows what it has seen for as long as it is asked to, and then sees it anew, by exactly one of ten', async () => {
    const seen = () => Promise.all(Array.from({ length: 10 }, () => bench.store.firstSight('a click', 3_000)));
    expect((await seen()).filter(Boolean)).toHaveLength(1);
    await sql`update seen_events set seen_at = now() - interval '2 seconds'`.execute(bench.database.db);
    expect((await seen()).filter(Boolean)).toHaveLength(0);
    await sql`update seen_events set seen_at = now() - interval '4 seconds'`.execute(bench.database.db);
    expect((await seen()).filter(Boolean)).toHaveLength(1);
  });

  it('counts in numbers, also beyond 32 bits', async () => {
    const { rows } = await sql`select count(*) as n, 9007199254740991::int8 as big from workshops`.execute(
      bench.database.db,
    );
    expect(rows).toEqual([{ n: 0, big: 9007199254740991 }]);
  });
});
