import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import type { Checkup, Store } from '../workshop/ports';
import { startDailyBackups } from './backup/daily';
import { backupFolder } from './backup/file';
import { databaseCheckup } from './checkup';
import { openEmbedded } from './embedded';
import { eventStore } from './events';
import { helpStore } from './help';
import { incidentStore } from './incidents';
import { migrate } from './migrate';
import { operationStore } from './operations';
import { participantStore } from './participants';
import { seatStore } from './seats';
import { seenEvents } from './seen-events';
import { openPool, place } from './server';
import type { Tables } from './tables';
import { workshopStore } from './workshops';

export interface StoreOptions {
  /** A PostgreSQL server; without it the database is embedded in the data folder. */
  readonly databaseUrl?: string | undefined;
  /** `<dataDir>/db` holds the embedded database, `<dataDir>/lock` its lock. */
  readonly dataDir: string;
  /** A ready database to use instead of either; it stays open when the store is closed. */
  readonly pglite?: PGlite;
  readonly log?: (line: string) => void;
  /** Whether an open store writes a backup a day to `<dataDir>/backups`. */
  readonly dailyBackups?: boolean;
}

/** The store, and how its database is. */
export interface OpenStore extends Store {
  readonly checkup: Checkup;
}

/** Opens the database, brings it to this version's shape and returns the store; throws ProblemError where it cannot. */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const database = await openDatabase(options);
  try {
    await migrate(database.db);
  } catch (error) {
    await database.close();
    throw error;
  }
  const store = storeOn(database, options);
  if (!options.dailyBackups) return store;
  const endBackups = startDailyBackups(database.db, backupFolder(options.dataDir), options.log ?? (() => {}));
  return { ...store, close: () => endBackups().then(store.close) };
}

/** The store on a database that has this version's shape. */
export function storeOn({ db, close }: Database, options: StoreOptions): OpenStore {
  return {
    workshops: workshopStore(db),
    seats: seatStore(db),
    participants: participantStore(db),
    operations: operationStore(db),
    events: eventStore(db),
    help: helpStore(db),
    incidents: incidentStore(db),
    firstSight: seenEvents(db),
    close,
    checkup: databaseCheckup(db, whereabouts(options)),
  };
}

/** Where the database is, as a person would look for it; never a password. */
export const whereabouts = ({ databaseUrl, dataDir, pglite }: StoreOptions): string =>
  pglite ? 'in memory' : databaseUrl === undefined ? `embedded in ${join(dataDir, 'db')}` : `at ${place(databaseUrl)}`;

export interface Database {
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/** The query builder on whichever engine is meant: a given PGlite, a server, or the embedded database. */
export async function openDatabase(options: StoreOptions): Promise<Database> {
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  if (options.pglite) {
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: options.pglite }), plugins });
    return { db, close: () => Promise.resolve() };
  }
  if (options.databaseUrl !== undefined) {
    const pool = await openPool(options.databaseUrl, options.log ?? (() => {}));
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins });
    return { db, close: () => db.destroy().then(() => (pool.ended ? undefined : pool.end())) };
  }
  const { pglite, release } = await openEmbedded(options.dataDir);
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), plugins });
  return {
    db,
    close: async () => {
      await db.destroy();
      // Kysely leaves alone what it has not used yet, and nobody else may have the folder before it is closed.
      if (!pglite.closed) await pglite.close();
      await release();
    },
  };
}
