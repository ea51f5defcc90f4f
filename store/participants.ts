import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ParticipantStore } from '../workshop/ports';
import { participantOf } from './rows';
import type { Tables } from './tables';
import { toColumns } from './values';

export function participantStore(db: Kysely<Tables>): ParticipantStore {
  return {
    async ensure(workshopId, userId) {
      const row = await db
        .insertInto('participants')
        .values({ id: randomUUID(), workshopId, userId })
        // Changes nothing, but makes the row that is there come back.
        .onConflict((conflict) => conflict.columns(['workshopId', 'userId']).doUpdateSet({ userId }))
        .returningAll()
        .executeTakeFirstOrThrow();
      return participantOf(row);
    },

    async byUser(workshopId, userId) {
      const row = await db
        .selectFrom('participants')
        .selectAll()
        .where('workshopId', '=', workshopId)
        .where('userId', '=', userId)
        .executeTakeFirst();
      return row && participantOf(row);
    },

    async list(workshopId) {
      const rows = await db
        .selectFrom('participants')
        .selectAll()
        .where('workshopId', '=', workshopId)
        .orderBy('seq')
        .execute();
      return rows.map(participantOf);
    },

    async update(id, change) {
      const row = await db
        .updateTable('participants')
        .set({ ...toColumns(change), id })
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      if (!row) throw new Error(`no participant ${id}`);
    },

    async settleCard(id) {
      const row = await db
        .updateTable('participants')
        .set({ owedCard: false })
        .where('id', '=', id)
        .where('owedCard', '=', true)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
