import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import type { Checkup } from '../workshop/ports/checkup';
import type { Store } from '../workshop/ports/store';
import { announcementStore } from './announcements';
import { startDailyBackups } from './backup/daily';
import { backupFolder } from './backup/file';
import { databaseCheckup } from './checkup';
import { crewStore } from './crew';
import { openEmbedded } from './embedded';
import { errandStore } from './errands';
import { eventStore } from './events';
import { helpStore } from './help';
import { homeStore } from './homes';
import { incidentStore } from './incidents';
import { migrate } from './migrate';
import { openJobs, type JobsPlace } from './jobs';
import { operationStore } from './operations';
import { participantStore } from './participants';
import { quotaRequestStore } from './quota-requests';
import { receiptStore } from './receipts';
import { rehearsalStore } from './rehearsals';
import { signStore } from './signs';
import { rosterDraftStore } from './roster-drafts';
import { seatStore } from './seats';
import { seenEvents } from './seen-events';
import { openPool, place } from './server';
import type { Tables } from './tables';
import { venueStore } from './venues';
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

export type ReadingStore = Omit<OpenStore, 'jobs' | 'shared'>;

/** Opens the database, brings it to this version's shape and returns the store; throws ProblemError where it cannot. */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const database = await openDatabase(options);
  const log = options.log ?? (() => {});
  try {
    await migrate(database.db);
    const jobs = await openJobs(database.jobs, log);
    const endBackups = options.dailyBackups
      ? startDailyBackups(database.db, backupFolder(options.dataDir), log)
      : () => Promise.resolve();
    return {
      ...readingStore(database, options),
      operations: operationStore(database.db, jobs.sendIn),
      errands: errandStore(database.db, jobs.sendIn),
      jobs,
      shared: database.jobs.kind === 'server',
      close: () => endBackups().then(jobs.close).then(database.close),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What there is on a database that has this version's shape, for a process that starts no operations. */
export function readingStore({ db, close }: Database, options: StoreOptions): ReadingStore {
  return {
    workshops: workshopStore(db),
    crew: crewStore(db),
    seats: seatStore(db),
    participants: participantStore(db),
    rosterDrafts: rosterDraftStore(db),
    operations: operationStore(db, () => Promise.reject(new Error('this process starts no operations'))),
    errands: errandStore(db, () => Promise.reject(new Error('this process starts no errands'))),
    events: eventStore(db),
    announcements: announcementStore(db),
    homes: homeStore(db),
    quotaRequests: quotaRequestStore(db),
    receipts: receiptStore(db),
    rehearsals: rehearsalStore(db),
    signs: signStore(db),
    venues: venueStore(db),
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
  readonly jobs: JobsPlace;
  close(): Promise<void>;
}

/** The query builder on whichever engine is meant: a given PGlite, a server, or the embedded database. */
export async function openDatabase(options: StoreOptions): Promise<Database> {
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  if (options.pglite) {
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: options.pglite }), plugins });
    return { db, jobs: { kind: 'embedded', pglite: options.pglite }, close: () => Promise.resolve() };
  }
  if (options.databaseUrl !== undefined) {
    const pool = await openPool(options.databaseUrl, options.log ?? (() => {}));
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins });
    return {
      db,
      jobs: { kind: 'server', databaseUrl: options.databaseUrl },
      close: () => db.destroy().then(() => (pool.ended ? undefined : pool.end())),
    };
  }
  const { pglite, release } = await openEmbedded(options.dataDir);
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), plugins });
  return {
    db,
    jobs: { kind: 'embedded', pglite },
    close: async () => {
      await db.destroy();
      // Kysely leaves alone what it has not used yet, and nobody else may have the folder before it is closed.
      if (!pglite.closed) await pglite.close();
      await release();
    },
  };
}
