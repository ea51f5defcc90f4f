import type { Kysely } from 'kysely';
import type { EventStore } from '../workshop/ports';
import { eventOf } from './rows';
import type { Tables } from './tables';

export function eventStore(db: Kysely<Tables>): EventStore {
  return {
    async append(event) {
      const { workshopId, actor, type, ...data } = event;
      const row = await db
        .insertInto('events')
        .values({ workshopId, actor, type, data: JSON.stringify(data) })
        .returningAll()
        .executeTakeFirstOrThrow();
      return eventOf(row);
    },

    async list(workshopId, options) {
      let query = db.selectFrom('events').selectAll().where('workshopId', '=', workshopId).orderBy('id', 'desc');
      if (options?.limit !== undefined) query = query.limit(options.limit);
      return (await query.execute()).map(eventOf).reverse();
    },

    async after(id) {
      const rows = await db.selectFrom('events').selectAll().where('id', '>', id).orderBy('id').limit(1000).execute();
      return rows.map(eventOf);
    },

    async last() {
      const row = await db
        .selectFrom('events')
        .select((events) => events.fn.max('id').as('last'))
        .executeTakeFirst();
      return row?.last ?? 0;
    },
  };
}
