import { sql, type Kysely, type Transaction } from 'kysely';
import { ProblemError } from '../../workshop/problems';
import { appliedMigrations, refuseNewer } from '../migrate';
import type { Tables } from '../tables';
import { writeLines } from './file';
import { entryLine, headerLine, TABLES, type Counts } from './format';

/** Rows fetched at a time: PGlite works on the calling thread, and a running Usher has others to answer. */
const ROWS = 200;

/** Writes all there is at one moment into a new file. Throws ProblemError where there is nothing, or a newer Usher made it. */
export async function writeBackup(db: Kysely<Tables>, path: string): Promise<Counts> {
  return db.transaction().execute(async (trx) => {
    // By hand: Kysely's PGlite dialect passes over the settings of a transaction.
    await sql`set transaction isolation level repeatable read, read only`.execute(trx);
    return writeBackupIn(trx, path);
  });
}

/** The same within a transaction, which must see one moment only. */
export async function writeBackupIn(trx: Transaction<Tables>, path: string): Promise<Counts> {
  await refuseNewer(trx);
  const migrations = await appliedMigrations(trx);
  if (migrations.length === 0) throw nothingThere();
  const counts: Record<string, number> = {};
  await writeLines(path, linesOf(trx, migrations, counts));
  return counts;
}

export const nothingThere = (): ProblemError =>
  new ProblemError({
    kind: 'unknown',
    summary: 'There is nothing to back up: Usher has not been started on this database yet.',
    next: 'Check DATABASE_URL and USHER_DATA_DIR.',
  });

async function* linesOf(
  trx: Transaction<Tables>,
  migrations: readonly string[],
  counts: Record<string, number>,
): AsyncGenerator<string> {
  yield headerLine(migrations, new Date());
  for (const table of await tablesIn(trx)) {
    counts[table] = 0;
    for await (const row of rowsOf(trx, table)) {
      counts[table] += 1;
      yield entryLine({ table, row });
    }
  }
  yield entryLine({ end: counts });
}

async function* rowsOf(trx: Transaction<Tables>, table: string): AsyncGenerator<Record<string, unknown>> {
  await sql`declare backup no scroll cursor for select to_jsonb(t) as entry from ${sql.table(table)} t`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ entry: Record<string, unknown> }>`fetch ${sql.lit(ROWS)} from backup`.execute(trx);
    if (rows.length === 0) break;
    yield* rows.map(({ entry }) => entry);
  }
  await sql`close backup`.execute(trx);
}

/** Usher's tables that are there, in TABLES' order: an older database has not all of them. */
export async function tablesIn(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(db);
  const there = new Set(rows.map(({ name }) => name));
  return TABLES.filter((table) => there.has(table));
}
