import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, readingStore, whereabouts, type ReadingStore, type StoreOptions } from '.';
import type { Checkup, CheckResult } from '../workshop/ports/checkup';
import { ProblemError } from '../workshop/problems';
import { databaseCheckup } from './checkup';
import { pendingMigrations } from './migrate';

/** A look at the database from outside of a running Usher. */
export interface Visit {
  readonly checkup: Checkup;
  /** Undefined where there is no database of this version's shape to read. */
  readonly store: ReadingStore | undefined;
  close(): Promise<void>;
}

/** Opens the database as it is: nothing is made, nothing migrated. Never throws; where it cannot be opened the checkup says why. */
export async function visitStore(options: StoreOptions): Promise<Visit> {
  if (options.databaseUrl === undefined && !existsSync(join(options.dataDir, 'db'))) {
    return closed({
      state: 'well',
      says: `None yet: the first \`npm start\` makes one in ${join(options.dataDir, 'db')}.`,
    });
  }
  try {
    const database = await openDatabase(options);
    const current = await pendingMigrations(database.db).then(
      (pending) => pending.length === 0,
      () => false,
    );
    return {
      checkup: databaseCheckup(database.db, whereabouts(options)),
      store: current ? readingStore(database, options) : undefined,
      close: () => database.close(),
    };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { kind, summary, next } = error.problem;
    return closed(
      kind === 'locked'
        ? { state: 'unknown', says: summary, mend: 'Ask it: `/workshop doctor` in Slack.' }
        : { state: 'ill', says: summary, mend: next },
    );
  }
}

const closed = (result: CheckResult): Visit => ({
  checkup: { group: 'Usher', title: 'Database', run: () => Promise.resolve(result) },
  store: undefined,
  close: () => Promise.resolve(),
});
