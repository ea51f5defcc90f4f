import { sql, type Kysely, type Selectable } from 'kysely';
import type { SeatClaim, SeatStore } from '../workshop/ports/seat-store';
import type { Seat } from '../workshop/seat';
import { seatOf } from './rows';
import type { SeatTable, Tables } from './tables';
import { isFree } from './rehearsals';
import { isDuplicate, unhurried, untilSettled } from './values';
import { waitlist } from './waitlist';

export function seatStore(db: Kysely<Tables>): SeatStore {
  return {
    async list(workshopId) {
      const rows = await db
        .selectFrom('seats')
        .selectAll('seats')
        .leftJoin('participants', (join) =>
          join.onRef('participants.id', '=', 'seats.owner').on('participants.rehearsal', 'is not', null),
        )
        .select('participants.id as rehearsing')
        .where('seats.workshopId', '=', workshopId)
        .orderBy('no')
        .execute();
      // Nobody but the rehearsal itself knows of its people.
      return rows.map(({ rehearsing, ...row }) =>
        seatOf(rehearsing === null ? row : { ...row, owner: null, assignedAt: null }),
      );
    },

    setStates(workshopId, changes) {
      // One row a seat, the last word on it, in order of number, so that two calls at once rarely meet in a deadlock.
      const last = new Map(changes.map((change) => [change.no, change]));
      const rows = JSON.stringify([...last.values()].sort((a, b) => a.no - b.no));
      return untilSettled(async () => {
        const changed = await sql<Selectable<SeatTable>>`
          with wanted as (
            select no, state, detail from jsonb_to_recordset(${rows}::jsonb) as w(no int, state text, detail text)
          ), locked as (
            select s.no, w.state, w.detail from seats s join wanted w on w.no = s.no
            where s.workshop_id = ${workshopId} order by s.no for update of s
          )
          update seats s set state = l.state, detail = l.detail from locked l
          where s.workshop_id = ${workshopId} and s.no = l.no
            and (s.state, s.detail) is distinct from (l.state, l.detail)
          returning s.*`.execute(db);
        return changed.rows.map(seatOf).sort((a, b) => a.no - b.no);
      });
    },

    async place(workshopId, no, placement) {
      await sql`
        update seats set placements = placements || ${JSON.stringify([placement])}::jsonb
        where workshop_id = ${workshopId} and no = ${no}`.execute(db);
    },

    async replaceOnce(workshopId, no) {
      const { rows } = await sql`
        update seats set replaced_at = now()
        where workshop_id = ${workshopId} and no = ${no} and replaced_at is null returning no`.execute(db);
      return rows.length > 0;
    },

    async settle(workshopId, places) {
      const rows = JSON.stringify(places);
      await sql`
        update seats s set placements = jsonb_build_array(p.placement), replaced_at = null
        from jsonb_to_recordset(${rows}::jsonb) as p(no int, placement jsonb)
        where s.workshop_id = ${workshopId} and s.no = p.no`.execute(db);
    },

    async forgetHosts(workshopId, numbers) {
      if (numbers.length === 0) return;
      await db
        .updateTable('seats')
        .set({ placements: '[]', replacedAt: null })
        .where('workshopId', '=', workshopId)
        .where('no', 'in', numbers)
        .execute();
    },

    claim: (workshopId, participantId) => untilSettled(() => claimOnce(db, workshopId, participantId)),

    seatNext: waitlist(db).seatNext,

    async free(workshopId, no, owner, news, unless) {
      const { rows } = await sql`
        with freed as (
          update seats s set owner = null, assigned_at = null from participants p
          where s.workshop_id = ${workshopId} and s.no = ${no} and s.owner = ${owner} and p.id = s.owner
            and (${unless ?? ''} <> 'card' or p.card_ts is null)
            and (${unless ?? ''} <> 'arrived' or p.arrived_at is null)
          returning p.id
        )
        update participants p set news = case when p.user_id is null then null else ${news}::text end, leaving_at = null, arrived_at = null, owed_card = false
        from freed where p.id = freed.id returning p.id`.execute(db);
      return rows.length > 0;
    },

    assign: (workshopId, no, participantId, from) =>
      untilSettled(() => assignOnce(db, workshopId, no, participantId, from)),
  };
}

/** Rolls back what was done before. */
class Taken extends Error {}

async function assignOnce(
  db: Kysely<Tables>,
  workshopId: string,
  no: number,
  participantId: string,
  from: number | undefined,
): Promise<Seat | 'taken' | 'elsewhere'> {
  try {
    return await db.transaction().execute(async (trx) => {
      if (from !== undefined) await leave(trx, workshopId, from, participantId);
      const row = await trx
        .updateTable('seats')
        .set({ owner: participantId, assignedAt: sql`now()` })
        .where('workshopId', '=', workshopId)
        .where('no', '=', no)
        .where(isFree(workshopId))
        .where('spare', '=', false)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw new Taken();
      // News of a seat they had before would take away the card of this one.
      await sql`
        update participants set owed_card = user_id is not null, waiting_since = null, leaving_at = null, arrived_at = null,
          news = case when news in ('freed', 'given', 'released') then null else news end
        where id = ${participantId}`.execute(trx);
      return seatOf(row);
    });
  } catch (error) {
    if (error instanceof Taken) return 'taken';
    // The index that gives everybody one seat.
    if (isDuplicate(error)) return 'elsewhere';
    throw error;
  }
}

const leave = (db: Kysely<Tables>, workshopId: string, no: number, participantId: string) =>
  db
    .updateTable('seats')
    .set({ owner: null, assignedAt: null })
    .where('workshopId', '=', workshopId)
    .where('no', '=', no)
    .where('owner', '=', participantId)
    .returningAll()
    .executeTakeFirst();

/**
 * The claim as one statement, which waits for no disk: its event, written before anybody is told, does. No row: all seats are taken,
 * or are for those who waited before. `free`: there is a seat, but every free one was locked by somebody else at that moment;
 * undefined asks for another attempt.
 */
async function claimOnce(db: Kysely<Tables>, workshop: string, participant: string): Promise<SeatClaim | undefined> {
  // Looked at in the row itself, which may have changed until it was locked. Those who rehearse do not take a seat from one another.
  const mayHave = sql`(owner is null or (${isFree(workshop)}
    and not exists (select 1 from participants where id = ${participant} and rehearsal is not null)))`;
  const { rows } = await sql<Selectable<SeatTable> & { fresh: boolean; free: boolean }>`
    with ${unhurried}, mine as (
      select * from seats where workshop_id = ${workshop} and owner = ${participant}
    ), ahead as (
      select 1 from participants w, participants me
      where me.id = ${participant} and w.workshop_id = ${workshop} and w.waiting_since is not null and w.id <> me.id
        and (me.waiting_since is null or (w.waiting_since, w.seq) < (me.waiting_since, me.seq))
    ), pick as (
      select workshop_id, no from seats
      where workshop_id = ${workshop} and ${mayHave} and not spare and not exists (select 1 from mine)
        and not exists (select 1 from ahead)
      order by owner is not null, no limit 1 for update skip locked
    ), got as (
      update seats s set owner = ${participant}, assigned_at = now() from pick, unhurried
      where s.workshop_id = pick.workshop_id and s.no = pick.no returning s.*
    ), settled as (
      update participants set waiting_since = null from got
      where participants.id = got.owner and participants.waiting_since is not null
    )
    select mine.*, false as fresh, false as free from mine
    union all
    select got.*, true, false from got
    union all
    select none.*, false, true from (select 1) as always left join seats none on false
    where not exists (select 1 from mine) and not exists (select 1 from got) and not exists (select 1 from ahead)
      and exists (select 1 from seats where workshop_id = ${workshop} and ${mayHave} and not spare)`.execute(db);
  const row = rows[0];
  if (!row) return { kind: 'full' };
  const { fresh, free, ...seat } = row;
  return free ? undefined : { kind: 'seated', seat: seatOf(seat), fresh };
}
