import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Kysely, type Transaction } from 'kysely';
import { ProblemError } from '../../workshop/problems';
import { openDatabase, whereabouts, type StoreOptions } from '..';
import { isKnown, migrate, pendingMigrations, refuseNewer } from '../migrate';
import type { Tables } from '../tables';
import { tablesIn, writeBackupIn } from './dump';
import { backupFolder, stamp } from './file';
import type { Counts } from './format';
import { headerOf, loadRows, tooNew } from './load';

/** What a restore did. */
export interface Restored {
  readonly counts: Counts;
  /** When the backup was made, ISO. */
  readonly at: string;
  /** File with what was there before, where there was something. */
  readonly before: string | undefined;
  /** Migrations the backup lacked. */
  readonly migrated: readonly string[];
}

/**
 * Makes the database what the backup holds, in one transaction: it succeeds or has changed nothing. Refuses a backup or database of
 * a newer Usher, a server another Usher is connected to, and a database with workshops in it unless `replace`, which backs them up
 * first. The tables are made anew at the backup's version, filled, and then brought to this one.
 */
export async function restoreBackup(
  options: StoreOptions,
  path: string,
  { replace, now = new Date() }: { readonly replace: boolean; readonly now?: Date },
): Promise<Restored> {
  const { at, migrations } = await headerOf(path);
  const newest = migrations.at(-1);
  if (newest === undefined || !isKnown(migrations)) throw tooNew(path);
  const { db, close } = await openDatabase(options);
  try {
    await refuseCompany(db, whereabouts(options));
    return await db.transaction().execute(async (trx) => {
      await refuseNewer(trx);
      const before = await clear(trx, options, replace, now);
      await migrate(trx, newest);
      const counts = await loadRows(trx, path);
      const migrated = await pendingMigrations(trx);
      await migrate(trx);
      return { counts, at, before, migrated };
    });
  } finally {
    await close();
  }
}

/** A server, unlike the embedded database, lets another process in, which would go on with what it remembers. */
async function refuseCompany(db: Kysely<Tables>, where: string): Promise<void> {
  // A server takes a moment to notice that somebody has left.
  for (let looks = 0; looks < 4; looks += 1) {
    if (looks > 0) await sleep(250);
    const { rows } = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and application_name = 'usher' and pid <> pg_backend_pid()`.execute(db);
    if (rows.length === 0) return;
  }
  throw new ProblemError({
    kind: 'locked',
    summary: `Usher is connected to the database ${where}.`,
    next: 'Stop it on every machine, and restore again.',
  });
}

/** Takes Usher's tables away; returns the backup of what they held. */
async function clear(
  trx: Transaction<Tables>,
  options: StoreOptions,
  replace: boolean,
  now: Date,
): Promise<string | undefined> {
  const tables = await tablesIn(trx);
  if (tables.length === 0) return undefined;
  const list = sql.join(tables.map((table) => sql.table(table)));
  await sql`lock table ${list} in access exclusive mode`.execute(trx);
  const workshops = await trx.selectFrom('workshops').select('name').orderBy('seq').execute();
  if (workshops.length > 0 && !replace) throw notEmpty(whereabouts(options), workshops.length);
  const before =
    workshops.length > 0 ? join(backupFolder(options.dataDir), `before-restore-${stamp(now)}.jsonl.gz`) : undefined;
  if (before !== undefined) await writeBackupIn(trx, before);
  // Without cascade: what somebody else has built upon them is theirs to take away.
  await sql`drop table ${list}`.execute(trx);
  await sql`drop table if exists kysely_migration, kysely_migration_lock`.execute(trx);
  await sql`drop function if exists refuse_change()`.execute(trx);
  return before;
}

const notEmpty = (where: string, workshops: number): ProblemError =>
  new ProblemError({
    kind: 'exists',
    summary: `The database ${where} holds ${workshops === 1 ? 'a workshop' : `${workshops} workshops`} already.`,
    next: 'Add --replace to put the backup in the place of all that is there, which is backed up first.',
  });
