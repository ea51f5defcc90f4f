import type { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import type { Store } from '../workshop/ports';
import { openEmbedded } from './embedded';
import { eventStore } from './events';
import { migrate } from './migrate';
import { operationStore } from './operations';
import { participantStore } from './participants';
import { seatStore } from './seats';
import { seenEvents } from './seen-events';
import { openPool } from './server';
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
}

/** Opens the database, brings it to this version's shape and returns the store; throws ProblemError where it cannot. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { db, close } = await openDatabase(options);
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    workshops: workshopStore(db),
    seats: seatStore(db),
    participants: participantStore(db),
    operations: operationStore(db),
    events: eventStore(db),
    firstSight: seenEvents(db),
    close,
  };
}

interface Database {
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
    return { db, close: () => db.destroy() };
  }
  const { pglite, release } = await openEmbedded(options.dataDir);
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), plugins });
  return {
    db,
    close: async () => {
      await db.destroy();
      await release();
    },
  };
}
