import { sql, type Kysely } from 'kysely';
import type { QuotaRequestStore } from '../workshop/ports/store';
import type { Tables } from './tables';
import { defined } from './values';

export function quotaRequestStore(db: Kysely<Tables>): QuotaRequestStore {
  return {
    async add(request) {
      const row = await db.insertInto('quotaRequests').values(request).returningAll().executeTakeFirstOrThrow();
      return defined(row, 'seq', 'endedAt');
    },
    async pending() {
      const rows = await db
        .selectFrom('quotaRequests')
        .selectAll()
        .where('state', '=', 'pending')
        .orderBy('seq')
        .execute();
      return rows.map((row) => defined(row, 'seq', 'endedAt'));
    },
    async settle(id, state) {
      const row = await db
        .updateTable('quotaRequests')
        .set({ state, endedAt: sql<string>`now()` })
        .where('id', '=', id)
        .where('state', '=', 'pending')
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
