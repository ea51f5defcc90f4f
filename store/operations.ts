import { sql, type Kysely } from 'kysely';
import type { OperationStore } from '../workshop/ports/operation-store';
import { END_TOLD, OWNERS_TOLD, type Operation, type RestartTarget } from '../workshop/operation';
import { beginWithin, type Enqueue } from './begin-operation';
import { refusedAsSeated, resizeWithin } from './resize';
import { operationOf } from './rows';
import { IN_ORDER, stepStore } from './steps';
import type { Tables } from './tables';
import { defined, toColumn, untilSettled } from './values';

export function operationStore(db: Kysely<Tables>, enqueue: Enqueue): OperationStore {
  const find = async (id: string): Promise<Operation | undefined> => {
    const row = await db.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst();
    return row && operationOf(row);
  };

  return {
    // The running one may end between the refusal and the look at it: then the way is free, and it is tried again.
    begin: (operation) => untilSettled(() => db.transaction().execute((trx) => beginWithin(trx, enqueue, operation))),

    beginScale: (operation, size) =>
      untilSettled(() =>
        db
          .transaction()
          .execute(async (trx) => {
            const begun = await beginWithin(trx, enqueue, operation);
            if (begun && 'started' in begun) await resizeWithin(trx, operation.workshopId, size);
            return begun;
          })
          .catch(refusedAsSeated),
      ),

    get: find,

    async running(workshopId) {
      let query = db.selectFrom('operations').selectAll().where('state', '=', 'running').orderBy('seq');
      if (workshopId !== undefined) query = query.where('workshopId', '=', workshopId);
      return (await query.execute()).map(operationOf);
    },

    async untold() {
      const rows = await db
        .selectFrom('operations')
        .selectAll()
        .where('state', '<>', 'running')
        .where(sql<boolean>`not told @> to_jsonb(${END_TOLD}::text)`)
        .where(
          sql<boolean>`ended_at > now() - case when message_ts is null then interval '1 hour' else interval '1 day' end`,
        )
        .where(sql<boolean>`target -> 'own' is null`)
        .orderBy('seq')
        .execute();
      return rows.map(operationOf);
    },

    async restartsUntold() {
      const rows = await db
        .selectFrom('operations')
        .selectAll()
        .where(
          sql<boolean>`(kind = 'restart' and state <> 'running' or kind = 'swap' and target #> '{swap,movedAt}' is not null)`,
        )
        .where(sql<boolean>`not told @> to_jsonb(${OWNERS_TOLD}::text)`)
        .where(sql<boolean>`coalesce(ended_at, now()) > now() - interval '1 hour'`)
        .orderBy('seq')
        .execute();
      return rows.map(operationOf);
    },

    async setMessage(id, message, before) {
      const row = await db
        .updateTable('operations')
        .set({ messageChannel: message.channel, messageTs: message.ts })
        .where('id', '=', id)
        .where('messageTs', before ? '=' : 'is', before?.ts ?? null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async tellOnce(id, what) {
      const { rows } = await sql`
        update operations set told = told || to_jsonb(${what}::text)
        where id = ${id} and not told @> to_jsonb(${what}::text) returning id`.execute(db);
      return rows.length > 0;
    },

    async finish(id, state, problem) {
      const row = await db
        .updateTable('operations')
        .set({ state, problem: toColumn(problem) as string | null, endedAt: sql<string>`now()` })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .returningAll()
        .executeTakeFirst();
      const operation = row ? operationOf(row) : await find(id);
      if (!operation) throw new Error(`no operation ${id}`);
      return operation;
    },

    async cancel(id, by) {
      const row = await db
        .updateTable('operations')
        .set({ cancelledBy: by })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .where('cancelledBy', 'is', null)
        .returningAll()
        .executeTakeFirst();
      return row && operationOf(row);
    },

    async noteBefore(id, before) {
      const { rows } = await sql<{ target: RestartTarget }>`
        update operations set target = jsonb_build_object('before', ${JSON.stringify(before)}::jsonb) || target
        where id = ${id} returning target`.execute(db);
      return rows[0]?.target.before ?? {};
    },

    async noteSwap(id, change) {
      const { rows } = await sql<{ target: RestartTarget }>`
        update operations set target = jsonb_set(target, '{swap}', (target -> 'swap') || ${JSON.stringify(change)}::jsonb
          || case when target #> '{swap,hosts}' is null then '{}' else jsonb_build_object('hosts', target #> '{swap,hosts}') end)
        where id = ${id} returning target`.execute(db);
      const swap = rows[0]?.target.swap;
      if (swap === undefined) throw new Error(`operation ${id} is no swap`);
      return swap;
    },

    async setPaused(id, problem) {
      await db
        .updateTable('operations')
        .set({ problem: toColumn(problem) as string | null })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .execute();
    },

    ...stepStore(db),

    async stacksStanding(workshopId) {
      const { rows } = await sql<{ stack: string }>`
        with newest as (
          select distinct on (s.stack) s.stack, s.state, s.removes
          from steps s join operations o on o.id = s.operation_id
          where o.workshop_id = ${workshopId} and s.state <> 'waiting'
          order by s.stack, o.seq desc
        )
        select stack from newest where not removes and state = 'done'
        order by ${IN_ORDER}`.execute(db);
      return rows.map((row) => row.stack);
    },

    async stackWork(workshopId) {
      const rows = await db
        .selectFrom('steps')
        .innerJoin('operations', 'operations.id', 'steps.operationId')
        .select(['steps.stack', 'steps.removes', 'steps.state', 'steps.startedAt', 'steps.endedAt'])
        .where('operations.workshopId', '=', workshopId)
        .where('operations.kind', 'in', ['deploy', 'destroy', 'scale'])
        .orderBy('operations.seq')
        .execute();
      return rows.map((row) => defined(row));
    },
  };
}
