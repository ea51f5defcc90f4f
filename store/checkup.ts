import { sql, type Kysely } from 'kysely';
import type { Checkup, CheckResult } from '../workshop/ports/checkup';
import { ProblemError } from '../workshop/problems';
import { pendingMigrations } from './migrate';
import type { Tables } from './tables';

/** Beyond so many milliseconds a round trip is told as trouble: one answer of Usher's takes a dozen. */
const SLOW_MS = 500;

const GROUP = 'Usher';
const TITLE = 'Database';

/** Whether the database answers, how fast, takes writes and has this version's shape. `where`: `embedded in .usher/db`. */
export const databaseCheckup = (db: Kysely<Tables>, where: string): Checkup => ({
  group: GROUP,
  title: TITLE,
  async run() {
    try {
      return await examineDatabase(db, where);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      return {
        state: 'ill',
        says: `The database, ${where}, does not answer: ${wordsOf(error)}.`,
        mend: 'See that its server runs and has room, and try again.',
      };
    }
  },
});

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).slice(0, 200).replace(/[.\s]+$/, '');

async function examineDatabase(db: Kysely<Tables>, where: string): Promise<CheckResult> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  const engine = `PostgreSQL ${rows[0]?.version.split(' ')[0] ?? 'of an unknown version'}, ${where}`;
  const pending = await pendingMigrations(db);
  if (pending.length > 0) {
    return {
      state: 'unknown',
      says: `${engine}: this version of Usher has ${pending.length === 1 ? 'a change' : `${pending.length} changes`} to make (${pending.join(', ')}).`,
      mend: 'The next `npm start` makes them.',
    };
  }
  const refused = await refusedWrite(db);
  if (refused !== undefined) {
    return {
      state: 'ill',
      says: `${engine}, takes no writes: ${refused}.`,
      mend: 'Name the primary server in DATABASE_URL with a user that may write, and see that its disk is not full.',
    };
  }
  const ms = await roundTrip(db);
  const says = `${engine}: current, writable, ${ms} ms away.`;
  return ms < SLOW_MS
    ? { state: 'well', says }
    : { state: 'ill', says, mend: 'Run Usher nearer to its database, or look at what else the server does.' };
}

/** Milliseconds, the best of three: a busy moment of this process is not the database's. */
async function roundTrip(db: Kysely<Tables>): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < 3; i += 1) {
    const before = performance.now();
    await sql`select 1`.execute(db);
    best = Math.min(best, performance.now() - before);
  }
  return Math.max(1, Math.round(best));
}

/** Thrown to undo what was written only to see whether it can be. */
const UNDO = new Error('undo');

async function refusedWrite(db: Kysely<Tables>): Promise<string | undefined> {
  try {
    await db.transaction().execute(async (trx) => {
      await trx
        .insertInto('seenEvents')
        .values({ id: `doctor ${Date.now()}`, seenAt: new Date().toISOString() })
        .execute();
      throw UNDO;
    });
  } catch (error) {
    if (error !== UNDO) return wordsOf(error);
  }
  return undefined;
}
