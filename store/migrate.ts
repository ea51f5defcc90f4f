import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { ProblemError } from '../workshop/problems';
import * as first from './migrations/0001-first';
import * as spares from './migrations/0002-spares';
import type { Tables } from './tables';

/** In order of name. One that has been released is never edited, only followed by another. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-spares': spares,
};

/** Brings the database to this version's shape; any number of processes may start at once. Refuses a newer database. */
export async function migrate(db: Kysely<Tables>, migrations = MIGRATIONS): Promise<void> {
  await refuseNewer(db, migrations);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Names of the migrations this version would still apply. Refuses a newer database. */
export async function pendingMigrations(db: Kysely<Tables>, migrations = MIGRATIONS): Promise<string[]> {
  await refuseNewer(db, migrations);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  return (await migrator.getMigrations()).filter((each) => each.executedAt === undefined).map((each) => each.name);
}

async function refuseNewer(db: Kysely<Tables>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const { rows: tables } = await sql<{ found: boolean }>`
    select to_regclass('kysely_migration') is not null as found`.execute(db);
  if (!tables[0]?.found) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const unknown = rows.map((row) => row.name).filter((name) => !(name in migrations));
  if (unknown.length === 0) return;
  throw new ProblemError({
    kind: 'unknown',
    summary: `The database was made by a newer Usher: it has ${unknown.join(', ')}, which this version does not know.`,
    next: 'Start that newer version, or point this one at another database or data folder.',
  });
}
