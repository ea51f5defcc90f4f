import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Announcement, Recipient } from '../workshop/announcement';
import type { AnnouncementStore } from '../workshop/ports/announcement-store';
import type { AnnouncementRecipientTable, AnnouncementTable, Tables } from './tables';
import { defined } from './values';

const announcementOf = (row: Selectable<AnnouncementTable>): Announcement => defined(row, 'seq');
const recipientOf = (row: Selectable<AnnouncementRecipientTable>): Recipient => defined(row, 'announcementId');

export function announcementStore(db: Kysely<Tables>): AnnouncementStore {
  return {
    async draft({ audience, ...rest }) {
      const row = await db
        .insertInto('announcements')
        .values({ id: randomUUID(), ...rest, audience: JSON.stringify(audience) })
        .returningAll()
        .executeTakeFirstOrThrow();
      return announcementOf(row);
    },

    async get(id) {
      const row = await db.selectFrom('announcements').selectAll().where('id', '=', id).executeTakeFirst();
      return row && announcementOf(row);
    },

    begin: (id, hearers) =>
      db.transaction().execute(async (trx) => {
        const begun = await trx
          .updateTable('announcements')
          .set({ state: 'telling' })
          .where('id', '=', id)
          .where('state', '=', 'draft')
          .returning('id')
          .executeTakeFirst();
        if (!begun) return false;
        const rows = JSON.stringify(hearers.map(({ userId, no }) => ({ userId, no })));
        await sql`
          insert into announcement_recipients (announcement_id, place, user_id, no, state)
          select ${id}, place, h ->> 'userId', (h ->> 'no')::int,
            case when h ->> 'userId' is null then 'failed' else 'due' end
          from jsonb_array_elements(${rows}::jsonb) with ordinality as list(h, place)`.execute(trx);
        return true;
      }),

    async unfinished() {
      const rows = await db
        .selectFrom('announcements')
        .selectAll()
        .where('state', '=', 'telling')
        .orderBy('seq')
        .execute();
      return rows.map(announcementOf);
    },

    async takeNext(id) {
      const { rows } = await sql<Selectable<AnnouncementRecipientTable>>`
        with next as (
          select announcement_id, place from announcement_recipients
          where announcement_id = ${id} and state = 'due' order by place limit 1 for update skip locked
        )
        update announcement_recipients r set state = 'telling' from next
        where r.announcement_id = next.announcement_id and r.place = next.place returning r.*`.execute(db);
      return rows[0] && recipientOf(rows[0]);
    },

    async settle(id, place, state) {
      await db
        .updateTable('announcementRecipients')
        .set({ state })
        .where('announcementId', '=', id)
        .where('place', '=', place)
        .execute();
    },

    async finish(id) {
      const row = await db
        .updateTable('announcements')
        .set({ state: 'told' })
        .where('id', '=', id)
        .where('state', '=', 'telling')
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async recipients(id) {
      const rows = await db
        .selectFrom('announcementRecipients')
        .selectAll()
        .where('announcementId', '=', id)
        .orderBy('place')
        .execute();
      return rows.map(recipientOf);
    },
  };
}
