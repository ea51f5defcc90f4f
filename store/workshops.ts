import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { WorkshopStore } from '../workshop/ports/workshop-store';
import { refusedAsSeated, resizeWithin } from './resize';
import { workshopOf } from './rows';
import type { Tables } from './tables';
import { toColumns, untilSettled } from './values';

export function workshopStore(db: Kysely<Tables>): WorkshopStore {
  return {
    create: (workshop) =>
      db.transaction().execute(async (trx) => {
        const row = await trx
          .insertInto('workshops')
          .values({
            id: randomUUID(),
            name: workshop.spec.name,
            suffix: workshop.suffix,
            spec: JSON.stringify(workshop.spec),
            state: 'new',
            crewChannel: workshop.crewChannel,
            room: workshop.room ?? null,
            joinPolicy: workshop.join,
            createdBy: workshop.createdBy,
            endsAt: workshop.endsAt?.toISOString() ?? null,
            priceLimit: workshop.priceLimit ?? null,
          })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .where(sql<boolean>`state <> 'destroyed'`)
              .doNothing(),
          )
          .returningAll()
          .executeTakeFirst();
        if (!row) return 'taken';
        await sql`
          insert into seats (workshop_id, no, state, spare)
          select ${row.id}, no, 'absent', no > ${workshop.spec.seats - workshop.spec.spares}::int
          from generate_series(1, ${workshop.spec.seats}::int) as no`.execute(trx);
        return workshopOf(row);
      }),

    async get(id) {
      const row = await db.selectFrom('workshops').selectAll().where('id', '=', id).executeTakeFirst();
      return row && workshopOf(row);
    },

    async byName(name) {
      const row = await db
        .selectFrom('workshops')
        .selectAll()
        .where('name', '=', name)
        .where('state', '<>', 'destroyed')
        .executeTakeFirst();
      return row && workshopOf(row);
    },

    async list(options) {
      let query = db.selectFrom('workshops').selectAll().orderBy('seq', 'desc');
      if (!options?.past) query = query.where('state', '<>', 'destroyed');
      return (await query.execute()).map(workshopOf);
    },

    async lastOf(userId) {
      const row = await db
        .selectFrom('workshops')
        .selectAll()
        .where('id', 'in', db.selectFrom('participants').select('workshopId').where('userId', '=', userId))
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && workshopOf(row);
    },

    async update(id, change) {
      const row = await db
        .updateTable('workshops')
        .set({ ...toColumns(change), id: id })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw new Error(`no workshop ${id}`);
      return workshopOf(row);
    },

    async resize(id, size) {
      const row = await untilSettled(() =>
        db
          .transaction()
          .execute(async (trx) => {
            await resizeWithin(trx, id, size);
            return trx.selectFrom('workshops').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
          })
          .catch(refusedAsSeated),
      );
      return 'refused' in row ? undefined : workshopOf(row);
    },

    async openDue(id, now) {
      const row = await db
        .updateTable('workshops')
        .set({ openedAt: now.toISOString(), closedAt: null, invitation: null })
        .where('id', '=', id)
        .where('openedAt', 'is', null)
        .where('opensAt', '<=', sql<Date>`${now.toISOString()}::timestamptz`)
        .where('state', 'not in', ['destroying', 'destroyed'])
        .returningAll()
        .executeTakeFirst();
      return row && workshopOf(row);
    },

    async tellOnce(id, what) {
      const { rows } = await sql`
        update workshops set told = told || to_jsonb(${what}::text)
        where id = ${id} and not told @> to_jsonb(${what}::text) returning id`.execute(db);
      return rows.length > 0;
    },

    async wasTold(id, what) {
      const { rows } = await sql`
        select id from workshops where id = ${id} and told @> to_jsonb(${what}::text)`.execute(db);
      return rows.length > 0;
    },
  };
}
