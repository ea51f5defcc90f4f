import { sql, type Kysely } from 'kysely';
import type { EventStore } from '../workshop/ports/event-store';
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

    async search(workshopId, { limit, before, seat, userId, without = [] }) {
      let query = db.selectFrom('events').selectAll().where('workshopId', '=', workshopId);
      if (before !== undefined) query = query.where('id', '<', before);
      if (without.length > 0) query = query.where('type', 'not in', without);
      if (seat !== undefined) {
        // One seat as `no`; several as `seats`, or those of a restart's target.
        query = query.where(sql<boolean>`(data -> 'no' = to_jsonb(${seat}::int)
          or data -> 'seats' @> to_jsonb(${seat}::int) and jsonb_typeof(data -> 'seats') = 'array'
          or data -> 'target' -> 'seats' @> to_jsonb(${seat}::int))`);
      }
      if (userId !== undefined) query = query.where('actor', '=', userId);
      return (await query.orderBy('id', 'desc').limit(limit).execute()).map(eventOf);
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
