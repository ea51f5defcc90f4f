import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { ParticipantStore } from '../workshop/ports';
import type { Participant } from '../workshop/seat';
import { participantOf, seatOf } from './rows';
import type { ParticipantTable, Tables } from './tables';
import { defined, toColumns, untilSettled } from './values';

export function participantStore(db: Kysely<Tables>): ParticipantStore {
  return {
    ensure: (workshopId, userId) => untilSettled(() => ensureOnce(db, workshopId, userId)),

    async sitting(userId) {
      const rows = await db
        .selectFrom('participants as p')
        .innerJoin('seats as s', (join) =>
          join.onRef('s.workshopId', '=', 'p.workshopId').onRef('s.owner', '=', 'p.id'),
        )
        .where('p.userId', '=', userId)
        .selectAll('s')
        .select(['p.id', 'p.userId', 'p.dmChannel', 'p.cardTs', 'p.owedCard'])
        .execute();
      return rows.map(({ id, userId: user, dmChannel, cardTs, owedCard, ...seat }) => ({
        participant: defined({ id, workshopId: seat.workshopId, userId: user, dmChannel, cardTs, owedCard }),
        seat: seatOf(seat),
      }));
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

/**
 * Whoever is known costs no write, and whoever is not no wait for the disk: the claim of a seat waits for both. Undefined: another
 * call made the row meanwhile, which the next attempt sees.
 */
async function ensureOnce(db: Kysely<Tables>, workshopId: string, userId: string): Promise<Participant | undefined> {
  const { rows } = await sql<Selectable<ParticipantTable>>`
    with unhurried as (select set_config('synchronous_commit', 'off', true)), known as (
      select * from participants where workshop_id = ${workshopId} and user_id = ${userId}
    ), made as (
      insert into participants (id, workshop_id, user_id)
      select ${randomUUID()}, ${workshopId}, ${userId} from unhurried where not exists (select 1 from known)
      on conflict do nothing returning *
    )
    select * from known union all select * from made`.execute(db);
  return rows[0] && participantOf(rows[0]);
}
