import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { ParticipantStore } from '../workshop/ports';
import type { News } from '../workshop/seat';
import { participantOf } from './rows';
import type { Tables } from './tables';
import { toColumns } from './values';
import { waitlist } from './waitlist';

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

    async isListed(workshopId, userId) {
      const row = await db
        .selectFrom('participants')
        .select('id')
        .where('workshopId', '=', workshopId)
        .where('userId', '=', userId)
        .where('listed', '=', true)
        .executeTakeFirst();
      return row !== undefined;
    },

    wait: waitlist(db).wait,
    stopWaiting: waitlist(db).stopWaiting,

    async arrive(userId) {
      await sql`
        update participants p set arrived_at = now() from seats s
        where p.user_id = ${userId} and p.arrived_at is null and s.workshop_id = p.workshop_id and s.owner = p.id`.execute(
        db,
      );
    },

    async takeNews(id) {
      const { rows } = await sql<{ news: News }>`
        with before as (select id, news from participants where id = ${id} and news is not null for update)
        update participants set news = null from before where participants.id = before.id returning before.news`.execute(
        db,
      );
      return rows[0]?.news;
    },

    async takeTry(workshopId, userId, now, most, perMs) {
      const at = now.toISOString();
      const past = new Date(now.getTime() - perMs).toISOString();
      const { rows } = await sql`
        insert into code_tries as t (workshop_id, user_id, tries, since)
        values (${workshopId}, ${userId}, 1, ${at}::timestamptz)
        on conflict (workshop_id, user_id) do update set
          tries = case when t.since <= ${past}::timestamptz then 1 else t.tries + 1 end,
          since = case when t.since <= ${past}::timestamptz then excluded.since else t.since end
        where t.since <= ${past}::timestamptz or t.tries < ${most}::int
        returning tries`.execute(db);
      return rows.length > 0;
    },
  };
}
