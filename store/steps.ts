import { sql, type Kysely, type Selectable } from 'kysely';
import type { OperationStore } from '../workshop/ports/operation-store';
import { stepOf } from './rows';
import type { StepTable, Tables } from './tables';
import { toColumns } from './values';

/** network, database, then the batches by number. */
export const IN_ORDER = sql`case stack when 'network' then 0 when 'database' then 1 else 2 end, length(stack), stack`;

type Steps = Pick<OperationStore, 'steps' | 'stopWaiting' | 'redo' | 'takeStep' | 'updateStep'>;

/** The steps of operations. */
export function stepStore(db: Kysely<Tables>): Steps {
  return {
    async steps(operationId) {
      const rows = await db
        .selectFrom('steps')
        .selectAll()
        .where('operationId', '=', operationId)
        .orderBy(IN_ORDER)
        .execute();
      return rows.map(stepOf);
    },

    async stopWaiting(operationId, stacks) {
      await db
        .updateTable('steps')
        .set({ state: 'stopped', endedAt: sql<string>`now()` })
        .where('operationId', '=', operationId)
        .where('state', '=', 'waiting')
        .where('stack', 'in', stacks)
        .execute();
    },

    async redo(operationId, stack, replace) {
      await db
        .updateTable('steps')
        .set({
          state: 'waiting',
          replace: JSON.stringify(replace),
          replaceOrderedAt: sql<string>`now()`,
          endedAt: null,
          done: 0,
          total: 0,
        })
        .where('operationId', '=', operationId)
        .where('stack', '=', stack)
        .where('state', 'in', ['done', 'failed'])
        .execute();
    },

    async takeStep(operationId, stack, worker) {
      const { rows } = await sql<Selectable<StepTable> & BeforeTaken>`
        with before as (
          select s.* from steps s join operations o on o.id = s.operation_id
          where s.operation_id = ${operationId} and s.stack = ${stack} and s.state in ('waiting', 'running')
            and o.state = 'running' and (o.cancelled_by is null or s.state = 'running')
          for update of s
        )
        update steps s set
          state = 'running', worker = ${worker}, attempt = s.attempt + 1, taken_at = now(), seen_at = now(),
          started_at = coalesce(s.started_at, now()), problem = null, note = null
        from before b where s.operation_id = b.operation_id and s.stack = b.stack
        returning s.*, b.state as before_state, b.worker as before_worker, b.taken_at as before_taken_at,
          b.seen_at as before_seen_at`.execute(db);
      const row = rows[0];
      if (row === undefined) return undefined;
      const { beforeState, beforeWorker, beforeTakenAt, beforeSeenAt, ...now } = row;
      const step = stepOf(now);
      const lost =
        beforeState === 'running' && beforeWorker !== null && beforeTakenAt !== null
          ? { who: beforeWorker.replace(/:[^:]*$/, ''), from: beforeTakenAt, until: beforeSeenAt ?? beforeTakenAt }
          : undefined;
      const replaceOrderedAt = now.replaceOrderedAt ?? undefined;
      return { operationId, stack, attempt: step.attempt, step, replaceOrderedAt, lost };
    },

    async updateStep({ operationId, stack, attempt }, change) {
      const row = await db
        .updateTable('steps')
        .set({ ...toColumns(change), seenAt: sql<string>`now()` })
        .where('operationId', '=', operationId)
        .where('stack', '=', stack)
        .where('attempt', '=', attempt)
        .where('state', '=', 'running')
        .returning('stack')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** What a step was before it was taken. */
interface BeforeTaken {
  readonly beforeState: string;
  readonly beforeWorker: string | null;
  readonly beforeTakenAt: Date | null;
  readonly beforeSeenAt: Date | null;
}
