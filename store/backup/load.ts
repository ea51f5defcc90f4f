import { sql, type Transaction } from 'kysely';
import { ProblemError } from '../../workshop/problems';
import type { Tables } from '../tables';
import { tablesIn } from './dump';
import { readLines } from './file';
import { readEntry, readHeader, type Counts, type Entry, type Header } from './format';

/** Rows inserted by one statement. */
const ROWS = 500;

type Row = Record<string, unknown>;

/** What a backup says of itself. Throws ProblemError where the file is none, or one of a later format. */
export async function headerOf(path: string): Promise<Header> {
  for await (const line of readLines(path)) {
    const header = readHeader(line);
    if (header === undefined) break;
    if (header === 'newer') throw tooNew(path);
    return header;
  }
  throw new ProblemError({
    kind: 'unknown',
    summary: `${path} is not a backup of Usher's.`,
    next: 'Name a file that `npm run backup` or Usher wrote.',
  });
}

export const tooNew = (path: string): ProblemError =>
  new ProblemError({
    kind: 'unknown',
    summary: `${path} was made by a newer Usher.`,
    next: 'Restore it with that version.',
  });

/** Puts every row of the file into empty tables of the file's own version. Throws ProblemError where the file is not whole. */
export async function loadRows(trx: Transaction<Tables>, path: string): Promise<Counts> {
  const counts: Record<string, number> = {};
  let batch: { table: string; rows: Row[] } = { table: '', rows: [] };
  let end: Counts | undefined;
  for await (const entry of entriesOf(path)) {
    if ('end' in entry) {
      end = entry.end;
      continue;
    }
    if (entry.table !== batch.table || batch.rows.length === ROWS) {
      await insert(trx, batch.table, batch.rows);
      batch = { table: entry.table, rows: [] };
    }
    batch.rows.push(entry.row);
    counts[entry.table] = (counts[entry.table] ?? 0) + 1;
  }
  await insert(trx, batch.table, batch.rows);
  if (!end || !equal(counts, end)) throw damaged(path);
  await setIdentities(trx);
  return end;
}

const equal = (counts: Counts, end: Counts): boolean =>
  Object.keys({ ...counts, ...end }).every((table) => (counts[table] ?? 0) === end[table]);

async function* entriesOf(path: string): AsyncGenerator<Entry> {
  let first = true;
  for await (const line of readLines(path)) {
    const entry = first ? undefined : readEntry(line);
    if (!first && entry === undefined) throw damaged(path);
    first = false;
    if (entry) yield entry;
  }
}

const damaged = (path: string): ProblemError =>
  new ProblemError({
    kind: 'unknown',
    summary: `${path} is damaged or not whole; nothing was changed.`,
    next: 'Take another backup.',
  });

async function insert(trx: Transaction<Tables>, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into ${sql.table(table)} overriding system value
    select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(trx);
}

/** Rows brought their numbers with them: the next one made goes on behind the highest. */
async function setIdentities(trx: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{ of: string; name: string }>`
    select table_name as of, column_name as name from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(trx);
  const ours = new Set(await tablesIn(trx));
  for (const { of, name } of rows.filter((column) => ours.has(column.of))) {
    await sql`
      select setval(pg_get_serial_sequence(${of}, ${name}), coalesce(max(${sql.ref(name)}), 0) + 1, false)
      from ${sql.table(of)}`.execute(trx);
  }
}
