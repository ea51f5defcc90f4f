import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { ListedPerson, ParticipantStore } from '../workshop/ports/participant-store';
import type { News, Participant } from '../workshop/seat';
import { participantOf, seatOf } from './rows';
import type { ParticipantTable, Tables } from './tables';
import { toColumns, unhurried, untilSettled } from './values';
import { waitlist } from './waitlist';

export function participantStore(db: Kysely<Tables>): ParticipantStore {
  return {
    ensure: (workshopId, userId) => untilSettled(() => ensureOnce(db, workshopId, userId)),

    async sitting(userId) {
      const seats = await db
        .selectFrom('seats')
        .selectAll('seats')
        .innerJoin('participants', (join) =>
          join
            .onRef('participants.workshopId', '=', 'seats.workshopId')
            .onRef('participants.id', '=', 'seats.owner')
            .on('participants.userId', '=', userId),
        )
        .execute();
      if (seats.length === 0) return [];
      const owners = seats.flatMap(({ owner }) => owner ?? []);
      const rows = await db.selectFrom('participants').selectAll().where('id', 'in', owners).execute();
      const people = new Map(rows.map((row) => [row.id, participantOf(row)]));
      return seats.flatMap((seat) => {
        const participant = people.get(seat.owner ?? '');
        return participant ? [{ participant, seat: seatOf(seat) }] : [];
      });
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
        .where('rehearsal', 'is', null)
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
          ? db
              .updateTable('participants')
              .set({ ...toColumns(known), listed: true })
              .where('id', '=', row.id)
          : id === undefined
            ? db.insertInto('participants').values({ id: randomUUID(), workshopId, ...nobody, ...known, listed: true })
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
        with ${unhurried} update participants p set arrived_at = now() from seats s, unhurried
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

/**
 * Whoever is known costs no write, and whoever is not no wait for the disk: the record of the claim waits for both. Undefined: another
 * call made the row meanwhile, which the next attempt sees.
 */
async function ensureOnce(db: Kysely<Tables>, workshopId: string, userId: string): Promise<Participant | undefined> {
  const { rows } = await sql<Selectable<ParticipantTable>>`
    with ${unhurried}, known as (
      select * from participants where workshop_id = ${workshopId} and user_id = ${userId}
    ), made as (
      insert into participants (id, workshop_id, user_id)
      select ${randomUUID()}, ${workshopId}, ${userId} from unhurried where not exists (select 1 from known)
      on conflict do nothing returning *
    )
    select * from known union all select * from made`.execute(db);
  return rows[0] && participantOf(rows[0]);
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
