import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { HelpStore } from '../workshop/ports/help-store';
import type { HelpRequest } from '../workshop/help/request';
import { helpNoteOf, helpRequestOf } from './rows';
import type { Tables } from './tables';
import { toColumns, untilSettled } from './values';

export function helpStore(db: Kysely<Tables>): HelpStore {
  const find = async (id: string): Promise<HelpRequest | undefined> => {
    const row = await db.selectFrom('helpRequests').selectAll().where('id', '=', id).executeTakeFirst();
    return row && helpRequestOf(row);
  };
  const standingAt = async (workshopId: string, no: number): Promise<HelpRequest | undefined> => {
    const row = await db
      .selectFrom('helpRequests')
      .selectAll()
      .where('workshopId', '=', workshopId)
      .where('no', '=', no)
      .where('state', '<>', 'done')
      .executeTakeFirst();
    return row && helpRequestOf(row);
  };

  return {
    // The one that stands may be done between the refusal and the look at it: then the way is free, and it is tried again.
    ask: (request) =>
      untilSettled(async () => {
        const { workshopId, no, way, askedBy, askedAt, words } = request;
        const row = await db
          .insertInto('helpRequests')
          .values({ id: randomUUID(), workshopId, no, way, askedBy, askedAt: askedAt.toISOString(), words })
          .onConflict((conflict) =>
            conflict
              .columns(['workshopId', 'no'])
              .where(sql<boolean>`state <> 'done'`)
              .doNothing(),
          )
          .returningAll()
          .executeTakeFirst();
        if (row) return { asked: helpRequestOf(row) };
        const standing = await standingAt(workshopId, no);
        return standing && { standing };
      }),

    get: find,
    standingAt,

    async list(workshopId) {
      const rows = await db
        .selectFrom('helpRequests')
        .selectAll()
        .where('workshopId', '=', workshopId)
        .orderBy('seq')
        .execute();
      return rows.map(helpRequestOf);
    },

    async current(doneAfter) {
      const rows = await db
        .selectFrom('helpRequests')
        .selectAll()
        .where(sql<boolean>`(state <> 'done' or done_at > ${doneAfter.toISOString()}::timestamptz)`)
        .orderBy('seq')
        .execute();
      return rows.map(helpRequestOf);
    },

    async take(id, by, at) {
      const row = await db
        .updateTable('helpRequests')
        .set({ state: 'taken', takenBy: by, takenAt: at.toISOString() })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .returningAll()
        .executeTakeFirst();
      return row && helpRequestOf(row);
    },

    async finish(id, by, at) {
      const row = await db
        .updateTable('helpRequests')
        .set({ state: 'done', doneBy: by, doneAt: at.toISOString() })
        .where('id', '=', id)
        .where('state', '<>', 'done')
        .returningAll()
        .executeTakeFirst();
      return row && helpRequestOf(row);
    },

    async update(id, change) {
      const row = await db
        .updateTable('helpRequests')
        .set({ ...toColumns(change), id })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw new Error(`no request for help ${id}`);
      return helpRequestOf(row);
    },

    async tellOnce(id, what) {
      const { rows } = await sql`
        update help_requests set told = told || to_jsonb(${what}::text)
        where id = ${id} and not told @> to_jsonb(${what}::text) returning id`.execute(db);
      return rows.length > 0;
    },

    async note({ requestId, at, by, words, pictures }) {
      const row = await db
        .insertInto('helpNotes')
        .values({ requestId, at: at.toISOString(), by, words, pictures: JSON.stringify(pictures) })
        .returningAll()
        .executeTakeFirstOrThrow();
      return helpNoteOf(row);
    },

    async notes(requestId) {
      const rows = await db
        .selectFrom('helpNotes')
        .selectAll()
        .where('requestId', '=', requestId)
        .orderBy('id')
        .execute();
      return rows.map(helpNoteOf);
    },
  };
}
