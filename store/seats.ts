import { sql, type Kysely, type Selectable } from 'kysely';
import type { SeatClaim, SeatStore } from '../workshop/ports';
import type { Seat } from '../workshop/seat';
import { seatOf } from './rows';
import type { SeatTable, Tables } from './tables';
import { isDuplicate, untilSettled } from './values';

export function seatStore(db: Kysely<Tables>): SeatStore {
  return {
    async list(workshopId) {
      const rows = await db
        .selectFrom('seats')
        .selectAll()
        .where('workshopId', '=', workshopId)
        .orderBy('no')
        .execute();
      return rows.map(seatOf);
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

    claim: (workshopId, participantId) => untilSettled(() => claimOnce(db, workshopId, participantId)),

    assign: (workshopId, no, participantId, from) =>
      untilSettled(() => assignOnce(db, workshopId, no, participantId, from)),

    async release(workshopId, no, participantId) {
      const row = await leave(db, workshopId, no, participantId);
      return row && seatOf(row);
    },
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
        .where('owner', 'is', null)
        .where('spare', '=', false)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw new Taken();
      await trx
        .updateTable('participants')
        .set({ owedCard: true })
        .where('id', '=', participantId)
        .where('userId', 'is not', null)
        .execute();
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
 * The claim as one statement. No row: all seats are taken. `free`: there is a seat, but every free one was locked by
 * somebody else at that moment; undefined asks for another attempt.
 */
async function claimOnce(db: Kysely<Tables>, workshop: string, participant: string): Promise<SeatClaim | undefined> {
  const { rows } = await sql<Selectable<SeatTable> & { fresh: boolean; free: boolean }>`
    with mine as (
      select * from seats where workshop_id = ${workshop} and owner = ${participant}
    ), pick as (
      select workshop_id, no from seats
      where workshop_id = ${workshop} and owner is null and not spare and not exists (select 1 from mine)
      order by no limit 1 for update skip locked
    ), got as (
      update seats s set owner = ${participant}, assigned_at = now() from pick
      where s.workshop_id = pick.workshop_id and s.no = pick.no returning s.*
    )
    select mine.*, false as fresh, false as free from mine
    union all
    select got.*, true, false from got
    union all
    select null, null, null, null, null, null, null, false, true
    where not exists (select 1 from mine) and not exists (select 1 from got)
      and exists (select 1 from seats where workshop_id = ${workshop} and owner is null and not spare)`.execute(db);
  const row = rows[0];
  if (!row) return { kind: 'full' };
  const { fresh, free, ...seat } = row;
  return free ? undefined : { kind: 'seated', seat: seatOf(seat), fresh };
}
