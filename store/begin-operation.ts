import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Job } from '../workshop/jobs';
import { changesAws, type Operation } from '../workshop/operation';
import type { NewOperation } from '../workshop/ports/operation-store';
import { operationOf } from './rows';
import type { Tables } from './tables';
import { toColumn } from './values';

/** Puts the job of an operation on the list within the transaction that begins it. */
export type Enqueue = (trx: Transaction<Tables>, job: Job) => Promise<void>;

/** Writes an operation, its steps and its job, or finds the one in its way; undefined where that ended just then. */
export async function beginWithin(
  trx: Transaction<Tables>,
  enqueue: Enqueue,
  operation: NewOperation,
): Promise<{ started: Operation } | { running: Operation } | undefined> {
  const { workshopId, kind, startedBy, target, scaling, rehearsal, allow } = operation;
  const started = await trx
    .insertInto('operations')
    .values({
      id: randomUUID(),
      workshopId,
      kind,
      state: 'running',
      startedBy,
      target: toColumn(target) as string | null,
      scaling: toColumn(scaling) as string | null,
    })
    // The indexes say which may not run beside each other.
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (started) {
    const steps = stepsOf(operation).map((step) => ({ operationId: started.id, ...step }));
    if (steps.length > 0) await trx.insertInto('steps').values(steps).execute();
    if (allow) {
      await sql`
        update workshops set spec = jsonb_set(spec, '{allow}', ${JSON.stringify(allow)}::jsonb)
        where id = ${workshopId}`.execute(trx);
    }
    if (rehearsal) {
      const { seats = null, stayMs } = rehearsal;
      await trx.insertInto('rehearsals').values({ operationId: started.id, seats, stayMs }).execute();
    }
    await enqueue(trx, { kind: 'operation', operationId: started.id });
    return { started: operationOf(started) };
  }
  const running = await trx
    .selectFrom('operations')
    .selectAll()
    .where('workshopId', '=', workshopId)
    .where('state', '=', 'running')
    .orderBy('seq')
    .execute();
  const inTheWay = running.find((other) => (changesAws(kind) ? changesAws(other.kind) : other.kind === kind));
  return inTheWay && { running: operationOf(inTheWay) };
}

const stepsOf = ({ kind, stacks, removing = [], replacing }: NewOperation) =>
  stacks.map((stack) => {
    const replace = replacing?.get(stack) ?? [];
    return {
      stack,
      state: 'waiting' as const,
      removes: kind === 'destroy' || kind === 'venue-end' || removing.includes(stack),
      replace: JSON.stringify(replace),
      replaceOrderedAt: replace.length > 0 ? sql<string>`now()` : null,
    };
  });
