import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import { isCollected, type Errand, type ErrandSeat } from '../workshop/errand';
import type { ErrandStore, NewErrand } from '../workshop/ports/errand-store';
import type { Enqueue } from './begin-operation';
import type { ErrandSeatTable, ErrandTable, Tables } from './tables';
import { defined, toColumn, untilSettled } from './values';

const errandOf = (row: Selectable<ErrandTable>): Errand => defined(row, 'seq', 'told');
const errandSeatOf = (row: Selectable<ErrandSeatTable>): ErrandSeat => defined(row, 'errandId', 'letter');

export function errandStore(db: Kysely<Tables>, enqueue: Enqueue): ErrandStore {
  const untold = () =>
    db
      .selectFrom('errands')
      .selectAll()
      .where('state', '<>', 'draft')
      .where(sql<boolean>`not told`)
      .orderBy('seq');
  return {
    async draft(errand) {
      const row = await db
        .insertInto('errands')
        .values(columnsOf(errand, 'draft'))
        .returningAll()
        .executeTakeFirstOrThrow();
      return errandOf(row);
    },

    async get(id) {
      const row = await db.selectFrom('errands').selectAll().where('id', '=', id).executeTakeFirst();
      return row && errandOf(row);
    },

    async begin(errand, seats) {
      // The running one may end between the refusal and the look at it: then the way is free, and it is tried again.
      const begun = await untilSettled(async () => {
        const wanted = typeof errand === 'string' ? await draftOf(db, errand) : errand;
        if (wanted === undefined) return 'gone';
        const running = await db
          .selectFrom('errands')
          .selectAll()
          .where('workshopId', '=', wanted.workshopId)
          .where('kind', '=', wanted.kind)
          .where('state', '=', 'running')
          .executeTakeFirst();
        if (running) return { running: errandOf(running) };
        return db.transaction().execute(async (trx) => {
          const row =
            typeof errand === 'string'
              ? await trx
                  .updateTable('errands')
                  .set({ state: 'running' })
                  .where('id', '=', errand)
                  .where('state', '=', 'draft')
                  .returningAll()
                  .executeTakeFirst()
              : await trx
                  .insertInto('errands')
                  .values(columnsOf(errand, 'running'))
                  .returningAll()
                  .executeTakeFirstOrThrow();
          if (!row) return 'gone';
          const rows = seats.map(({ no, owner }) => ({ errandId: row.id, no, owner: owner ?? null }));
          await trx.insertInto('errandSeats').values(rows).execute();
          await enqueue(trx, { kind: 'errand', errandId: row.id });
          return { started: errandOf(row) };
        });
      });
      return begun === 'gone' ? undefined : begun;
    },

    async running() {
      return (await untold().where('state', '=', 'running').execute()).map(errandOf);
    },

    async untold() {
      return (await untold().execute()).map(errandOf);
    },

    async seats(id) {
      const rows = await db.selectFrom('errandSeats').selectAll().where('errandId', '=', id).orderBy('no').execute();
      return rows.map(errandSeatOf);
    },

    async settle(id, no, end) {
      const problem = 'problem' in end ? end.problem : undefined;
      const outcome = 'outcome' in end ? end.outcome : undefined;
      await db
        .updateTable('errandSeats')
        .set({
          state: problem ? 'failed' : 'done',
          outcome: toColumn(outcome) as string | null,
          problem: toColumn(problem) as string | null,
          endedAt: sql<string>`now()`,
        })
        .where('errandId', '=', id)
        .where('no', '=', no)
        .where('state', '=', 'due')
        .execute();
    },

    async end(id, problem) {
      const row = await db
        .updateTable('errands')
        .set({ state: 'ended', endedAt: sql<string>`now()`, problem: toColumn(problem) as string | null })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async setMessage(id, message, before) {
      const { rows } = await sql`
        update errands set message = ${JSON.stringify(message)}::jsonb
        where id = ${id} and message ->> 'ts' is not distinct from ${before?.ts ?? null}::text returning id`.execute(
        db,
      );
      return rows.length > 0;
    },

    async tellEnd(id) {
      const { rows } = await sql`
        update errands set told = true where id = ${id} and state = 'ended' and not told returning id`.execute(db);
      return rows.length > 0;
    },

    async takeLetter(id) {
      const { rows } = await sql<Selectable<ErrandSeatTable>>`
        with next as (
          select s.errand_id, s.no from errand_seats s join participants p on p.id = s.owner
          where s.errand_id = ${id} and s.state = 'done' and not s.letter and p.user_id is not null
          order by s.no limit 1 for update of s skip locked
        )
        update errand_seats s set letter = true from next
        where s.errand_id = next.errand_id and s.no = next.no returning s.*`.execute(db);
      return rows[0] && errandSeatOf(rows[0]);
    },

    async returnLetter(id, no) {
      await db
        .updateTable('errandSeats')
        .set({ letter: false })
        .where('errandId', '=', id)
        .where('no', '=', no)
        .execute();
    },

    async archives(workshopId) {
      const { rows } = await sql<Selectable<ErrandSeatTable>>`
        select distinct on (s.no) s.* from errand_seats s join errands e on e.id = s.errand_id
        where e.workshop_id = ${workshopId} and e.kind = 'collect' and s.state = 'done'
        order by s.no, s.ended_at desc`.execute(db);
      return rows
        .map(errandSeatOf)
        .flatMap(({ no, owner, endedAt, outcome }) =>
          isCollected(outcome) && endedAt ? [{ no, owner, at: endedAt, collected: outcome }] : [],
        );
    },
  };
}

const columnsOf = ({ file, ...rest }: NewErrand, state: 'draft' | 'running') => ({
  id: randomUUID(),
  ...rest,
  state,
  file: toColumn(file) as string | null,
});

async function draftOf(db: Kysely<Tables>, id: string): Promise<NewErrand | undefined> {
  const row = await db
    .selectFrom('errands')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return row && { workshopId: row.workshopId, kind: row.kind, by: row.by };
}
