import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { ProblemError } from '../workshop/problems';
import * as first from './migrations/0001-first';
import * as spares from './migrations/0002-spares';
import * as jobs from './migrations/0003-jobs';
import * as times from './migrations/0004-times';
import * as crew from './migrations/0010-crew';
import * as roster from './migrations/0011-roster';
import * as day from './migrations/0012-day';
import * as help from './migrations/0013-help';
import * as swaps from './migrations/0016-swaps';
import * as rehearsals from './migrations/0017-rehearsals';
import * as bill from './migrations/0018-bill';
import type { Tables } from './tables';

/** In order of name. One that has been released is never edited, only followed by another. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-spares': spares,
  '0003-jobs': jobs,
  '0004-times': times,
  '0010-crew': crew,
  '0011-roster': roster,
  '0012-day': day,
  '0013-help': help,
  '0016-swaps': swaps,
  '0017-rehearsals': rehearsals,
  '0018-bill': bill,
};

/**
 * Brings the database to this version's shape, or to that of the migration named; any number of processes may start at once. Refuses a
 * newer database.
 */
export async function migrate(db: Kysely<Tables>, to?: string): Promise<void> {
  await refuseNewer(db);
  const migrator = migratorOf(db);
  const { error } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to));
  if (error) throw error;
}

/** Names of the migrations this version would still apply. Refuses a newer database. */
export async function pendingMigrations(db: Kysely<Tables>): Promise<string[]> {
  await refuseNewer(db);
  const migrations = await migratorOf(db).getMigrations();
  return migrations.filter((each) => each.executedAt === undefined).map((each) => each.name);
}

const migratorOf = (db: Kysely<Tables>): Migrator =>
  new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });

/** Whether this version knows all of them. */
export const isKnown = (names: readonly string[]): boolean => names.every((name) => name in MIGRATIONS);

/** Names of the migrations the database has had, in order; none where Usher has not been yet. */
export async function appliedMigrations(db: Kysely<Tables>): Promise<string[]> {
  const { rows: tables } = await sql<{ found: boolean }>`
    select to_regclass('kysely_migration') is not null as found`.execute(db);
  if (!tables[0]?.found) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}

/** Throws ProblemError where the database has a migration that this version does not know. */
export async function refuseNewer(db: Kysely<Tables>): Promise<void> {
  const unknown = (await appliedMigrations(db)).filter((name) => !isKnown([name]));
  if (unknown.length === 0) return;
  throw new ProblemError({
    kind: 'unknown',
    summary: `The database was made by a newer Usher: it has ${unknown.join(', ')}, which this version does not know.`,
    next: 'Start that newer version, or point this one at another database or data folder.',
  });
}
