import type { Kysely } from 'kysely';
import type { CrewStore } from '../workshop/ports/workshop-store';
import type { Tables } from './tables';

export function crewStore(db: Kysely<Tables>): CrewStore {
  return {
    list: (workshopId) =>
      db
        .selectFrom('crew')
        .selectAll()
        .where('workshopId', '=', workshopId)
        .orderBy('addedAt')
        .orderBy('userId')
        .execute(),

    ofUser: (userId) =>
      db
        .selectFrom('crew')
        .innerJoin('workshops', 'workshops.id', 'crew.workshopId')
        .selectAll('crew')
        .where('userId', '=', userId)
        .where(({ eb, or }) => or([eb('workshops.state', '<>', 'destroyed'), eb('crew.role', '=', 'organiser')]))
        .execute(),

    async put({ workshopId, userId, role, addedBy }) {
      await db
        .insertInto('crew')
        .values({ workshopId, userId, role, addedBy })
        .onConflict((conflict) => conflict.columns(['workshopId', 'userId']).doUpdateSet({ role, addedBy }))
        .execute();
    },

    async remove(workshopId, userId) {
      const row = await db
        .deleteFrom('crew')
        .where('workshopId', '=', workshopId)
        .where('userId', '=', userId)
        .returning('userId')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
