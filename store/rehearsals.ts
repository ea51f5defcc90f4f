import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { RehearsalStore } from '../workshop/ports/rehearsal-store';
import { participantOf } from './rows';
import type { Tables } from './tables';
import { defined, toColumn } from './values';

/** Of a seat's `owner`: nobody has it, or somebody of a rehearsal, who gives way to people. */
export const isFree = (workshopId: string): RawBuilder<boolean> => sql<boolean>`(
  owner is null or owner in (select id from participants where workshop_id = ${workshopId} and rehearsal is not null))`;

export function rehearsalStore(db: Kysely<Tables>): RehearsalStore {
  return {
    async get(operationId) {
      const row = await db
        .selectFrom('rehearsals')
        .selectAll()
        .where('operationId', '=', operationId)
        .executeTakeFirst();
      return row && defined(row);
    },

    async note(operationId, report) {
      await db
        .updateTable('rehearsals')
        .set({ report: toColumn(report) as string })
        .where('operationId', '=', operationId)
        .execute();
    },

    async invite(workshopId, operationId) {
      const row = await db
        .insertInto('participants')
        .values({ id: randomUUID(), workshopId, userId: null, name: 'rehearsal', email: null, rehearsal: operationId })
        .returningAll()
        .executeTakeFirstOrThrow();
      return participantOf(row);
    },

    async seated(operationId) {
      const rows = await db
        .selectFrom('participants')
        .innerJoin('seats', 'seats.owner', 'participants.id')
        .select('participants.id')
        .where('participants.rehearsal', '=', operationId)
        .execute();
      return new Set(rows.map(({ id }) => id));
    },

    async dismiss(workshopId, operationId) {
      await sql`
        with gone as (
          select p.id from participants p left join operations o on o.id = p.rehearsal
          where p.workshop_id = ${workshopId} and p.rehearsal is not null
            and (p.rehearsal = ${operationId ?? ''} or coalesce(o.state, '') <> 'running')
        ), freed as (
          update seats s set owner = null, assigned_at = null from gone
          where s.workshop_id = ${workshopId} and s.owner = gone.id
        )
        delete from participants p using gone where p.id = gone.id`.execute(db);
    },
  };
}
