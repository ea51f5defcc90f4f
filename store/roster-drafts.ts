import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { RosterDraftStore } from '../workshop/ports/participant-store';
import type { Tables } from './tables';

export function rosterDraftStore(db: Kysely<Tables>): RosterDraftStore {
  /** Emails that nobody confirmed are not kept. */
  const forgetOld = () =>
    db
      .deleteFrom('rosterDrafts')
      .where('savedAt', '<', sql<Date>`now() - interval '1 day'`)
      .execute();

  return {
    async save({ workshopId, by, lines }) {
      await forgetOld();
      const id = randomUUID();
      await db
        .insertInto('rosterDrafts')
        .values({ id, workshopId, by, lines: JSON.stringify(lines) })
        .execute();
      return id;
    },

    async take(id) {
      await forgetOld();
      const row = await db.deleteFrom('rosterDrafts').where('id', '=', id).returningAll().executeTakeFirst();
      return row && { workshopId: row.workshopId, by: row.by, lines: row.lines };
    },
  };
}
