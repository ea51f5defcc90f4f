import { sql, type Kysely, type Selectable } from 'kysely';
import type { ReceiptStore, StoredReceipt } from '../workshop/ports/receipt-store';
import type { ReceiptTable, Tables } from './tables';
import { defined, toColumns } from './values';

export function receiptStore(db: Kysely<Tables>): ReceiptStore {
  const get = async (workshopId: string): Promise<StoredReceipt | undefined> => {
    const row = await db.selectFrom('receipts').selectAll().where('workshopId', '=', workshopId).executeTakeFirst();
    return row && receiptOf(row);
  };
  return {
    get,
    async draw(workshopId, body) {
      const row = await db
        .insertInto('receipts')
        .values({ workshopId, body: JSON.stringify(body) })
        .onConflict((conflict) => conflict.column('workshopId').doNothing())
        .returningAll()
        .executeTakeFirst();
      const kept = row ? receiptOf(row) : await get(workshopId);
      if (!kept) throw new Error(`no receipt of workshop ${workshopId}`);
      return kept;
    },
    async update(workshopId, change) {
      await db.updateTable('receipts').set(toColumns(change)).where('workshopId', '=', workshopId).execute();
    },
    async tell(workshopId, whats) {
      for (const what of whats) {
        await sql`
          update receipts set told = told || to_jsonb(${what}::text)
          where workshop_id = ${workshopId} and not told @> to_jsonb(${what}::text)`.execute(db);
      }
    },
  };
}

const receiptOf = (row: Selectable<ReceiptTable>): StoredReceipt => defined(row, 'workshopId');
