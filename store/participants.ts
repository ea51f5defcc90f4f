import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ListedPerson, ParticipantStore } from '../workshop/ports';
import { participantOf } from './rows';
import type { Tables } from './tables';
import { toColumns, untilSettled } from './values';

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

    // Whoever loses a race finds, the next time, the row that won it.
    addListed: (workshopId, person) =>
      untilSettled(async () => {
        const { id, ...known } = person;
        const row = await findListed(db, workshopId, person);
        const written = row
          ? db.updateTable('participants').set(toColumns(known)).where('id', '=', row.id)
          : id === undefined
            ? db.insertInto('participants').values({ id: randomUUID(), workshopId, ...nobody, ...known })
            : undefined;
        if (written === undefined) throw new Error(`no participant ${id}`);
        return participantOf(await written.returningAll().executeTakeFirstOrThrow());
      }),

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

const nobody = { userId: null, name: null, email: null };

async function findListed(db: Kysely<Tables>, workshopId: string, { id, userId, email }: ListedPerson) {
  const marks: readonly ['id' | 'userId' | 'email', string | undefined][] = [
    ['id', id],
    ['userId', userId],
    ['email', email],
  ];
  for (const [column, value] of marks) {
    if (value === undefined) continue;
    const row = await db
      .selectFrom('participants')
      .select('id')
      .where('workshopId', '=', workshopId)
      .where(column, '=', value)
      .executeTakeFirst();
    if (row) return row;
  }
  return undefined;
}
