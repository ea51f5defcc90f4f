import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { IncidentStore } from '../workshop/ports/incident-store';
import { incidentOf } from './rows';
import type { IncidentTable, Tables } from './tables';

export function incidentStore(db: Kysely<Tables>): IncidentStore {
  return {
    async open(workshopId, { key, says, ill, apps, remedy }, at) {
      const row = await db
        .insertInto('incidents')
        .values({
          id: randomUUID(),
          workshopId,
          key,
          says,
          ill: JSON.stringify(ill),
          seats: JSON.stringify(ill),
          apps: JSON.stringify(apps),
          remedy,
          openedAt: at.toISOString(),
        })
        .onConflict((conflict) =>
          conflict
            .columns(['workshopId', 'key'])
            .where(sql<boolean>`ended_at is null`)
            .doNothing(),
        )
        .returningAll()
        .executeTakeFirst();
      return row && incidentOf(row);
    },

    async update(id, { says, ill, apps, remedy }, restarted = false) {
      const now = JSON.stringify(ill);
      const { rows } = await sql<Selectable<IncidentTable>>`
        update incidents set says = ${says}, ill = ${now}::jsonb, apps = ${JSON.stringify(apps)}::jsonb,
          remedy = ${remedy}, restarts = restarts + ${restarted ? 1 : 0}::int,
          seats = (select coalesce(jsonb_agg(no order by no::int), '[]')
            from (select jsonb_array_elements(seats) as no union select jsonb_array_elements(${now}::jsonb)) as every)
        where id = ${id} returning *`.execute(db);
      if (!rows[0]) throw new Error(`no incident ${id}`);
      return incidentOf(rows[0]);
    },

    async end(id, at, absorbed = false) {
      const row = await db
        .updateTable('incidents')
        .set({ endedAt: at.toISOString(), absorbed, ill: '[]' })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .returningAll()
        .executeTakeFirst();
      return row && incidentOf(row);
    },

    async list(workshopId, endedAfter) {
      const rows = await db
        .selectFrom('incidents')
        .selectAll()
        .where('workshopId', '=', workshopId)
        .where(sql<boolean>`(ended_at is null or ended_at > ${endedAfter.toISOString()}::timestamptz)`)
        .orderBy('seq')
        .execute();
      return rows.map(incidentOf);
    },

    async tellOnce(id, what) {
      const { rows } = await sql`
        update incidents set told = told || to_jsonb(${what}::text)
        where id = ${id} and not told @> to_jsonb(${what}::text) returning id`.execute(db);
      return rows.length > 0;
    },

    async message(workshopId) {
      return db
        .selectFrom('healthMessages')
        .select(['channel', 'ts', 'since'])
        .where('workshopId', '=', workshopId)
        .executeTakeFirst();
    },

    async setMessage(workshopId, { channel, ts, since }) {
      const message = { channel, ts, since: since.toISOString() };
      await db
        .insertInto('healthMessages')
        .values({ workshopId, ...message })
        .onConflict((conflict) => conflict.column('workshopId').doUpdateSet(message))
        .execute();
    },
  };
}
