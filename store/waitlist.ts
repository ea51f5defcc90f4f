import { sql, type Kysely, type Selectable } from 'kysely';
import type { ParticipantStore } from '../workshop/ports/participant-store';
import type { SeatStore } from '../workshop/ports/seat-store';
import { seatOf } from './rows';
import type { SeatTable, Tables } from './tables';
import { isFree } from './rehearsals';
import { untilSettled } from './values';

/** Who waits, in order: whoever began first, and of two at the same moment whoever Usher met first. */
export function waitlist(
  db: Kysely<Tables>,
): Pick<ParticipantStore, 'wait' | 'stopWaiting'> & Pick<SeatStore, 'seatNext'> {
  return {
    async wait(id) {
      await sql`update participants set waiting_since = coalesce(waiting_since, now()), owed_card = true where id = ${id}`.execute(
        db,
      );
      const { rows } = await sql<{ place: number }>`
        select count(*) as place from participants w, participants me
        where me.id = ${id} and w.workshop_id = me.workshop_id
          and (w.waiting_since, w.seq) <= (me.waiting_since, me.seq)`.execute(db);
      return Math.max(1, rows[0]?.place ?? 1);
    },

    async stopWaiting(id) {
      const row = await db
        .updateTable('participants')
        .set({ waitingSince: null, owedCard: false })
        .where('id', '=', id)
        .where('waitingSince', 'is not', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    seatNext: (workshopId) =>
      untilSettled(async () => {
        const { rows } = await sql<Selectable<SeatTable> & { busy: boolean }>`
          with next as (
            select id from participants p where workshop_id = ${workshopId} and waiting_since is not null
              and not exists (select 1 from seats s where s.workshop_id = ${workshopId} and s.owner = p.id)
            order by waiting_since, seq limit 1 for update
          ), pick as (
            select s.workshop_id, s.no, next.id as next from seats s, next
            where s.workshop_id = ${workshopId} and ${isFree(workshopId)} and not s.spare
            order by s.owner is not null, s.no limit 1 for update of s skip locked
          ), got as (
            update seats s set owner = pick.next, assigned_at = now() from pick
            where s.workshop_id = pick.workshop_id and s.no = pick.no returning s.*
          ), seated as (
            update participants set waiting_since = null, news = 'seated' from got where participants.id = got.owner
          )
          select got.*, false as busy from got
          union all
          select none.*, true from (select 1) as always left join seats none on false
          where not exists (select 1 from got)
            and exists (select 1 from participants where workshop_id = ${workshopId} and waiting_since is not null
              and not exists (select 1 from seats s where s.workshop_id = ${workshopId} and s.owner = participants.id))
            and exists (select 1 from seats where workshop_id = ${workshopId} and ${isFree(workshopId)} and not spare)`.execute(
          db,
        );
        const [row] = rows;
        if (!row) return 'nobody' as const;
        const { busy, ...seat } = row;
        return busy ? undefined : seatOf(seat);
      }).then((seat) => (seat === 'nobody' ? undefined : seat)),
  };
}
