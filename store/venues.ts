import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { VenueStore } from '../workshop/ports/venue-store';
import type { Venue } from '../workshop/venue/venue';
import type { Tables, VenueTable } from './tables';
import { defined, toColumns } from './values';

const venueOf = (row: Selectable<VenueTable>): Venue => defined(row, 'seq');

export function venueStore(db: Kysely<Tables>): VenueStore {
  return {
    async putUp({ putUpAt, endsAt, ...rest }) {
      const row = await db
        .insertInto('venues')
        .values({ id: randomUUID(), ...rest, putUpAt: putUpAt.toISOString(), endsAt: endsAt.toISOString() })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      return row && venueOf(row);
    },

    async standing() {
      const rows = await db.selectFrom('venues').selectAll().where('goneAt', 'is', null).orderBy('seq').execute();
      return rows.map(venueOf);
    },

    async of(workshopId) {
      const row = await db
        .selectFrom('venues')
        .selectAll()
        .where('workshopId', '=', workshopId)
        .where('goneAt', 'is', null)
        .executeTakeFirst();
      return row && venueOf(row);
    },

    async ever(workshopId) {
      const row = await db.selectFrom('venues').select('id').where('workshopId', '=', workshopId).executeTakeFirst();
      return row !== undefined;
    },

    async update(id, change) {
      await db
        .updateTable('venues')
        .set({ ...toColumns(change), id })
        .where('id', '=', id)
        .execute();
    },

    async keepCode(venueId, userId, code, at) {
      const sentAt = at.toISOString();
      await db
        .insertInto('venueCodes')
        .values({ venueId, userId, code, sentAt })
        .onConflict((conflict) => conflict.columns(['venueId', 'userId']).doUpdateSet({ code, sentAt }))
        .execute();
    },

    codes: (venueId) =>
      db
        .selectFrom('venueCodes')
        .select(['userId', 'code', 'sentAt'])
        .where('venueId', '=', venueId)
        .orderBy('sentAt')
        .orderBy('userId')
        .execute(),
  };
}
