import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals';
import { Client } from 'pg';
import { openStore, openDatabase, type StoreOptions } from '../../store/index';
import type { Store } from '../../workshop/ports/store';
import { findPostgres, POSTGRES_MISSING, startPostgres, type PostgresServer } from '../support/postgres';
import { emptyPGlite, workerPGlite } from '../support/store';

export { makeWorkshop, newWorkshop } from './making';

/** What a test body is given: an empty, migrated database for each test. */
export interface Bench {
  readonly store: Store;
  readonly options: StoreOptions;
  /** The same database without the store around it. */
  readonly database: Awaited<ReturnType<typeof openDatabase>>;
}

/** Runs one body of tests on PGlite and on a real PostgreSQL server. */
export function onBothEngines(title: string, body: (bench: Bench) => void): void {
  describe(`${title} (PGlite)`, () => {
    body(
      fresh(async () => {
        await emptyPGlite();
        return { dataDir: 'unused', pglite: workerPGlite() };
      }),
    );
  });
  onServer(`${title} (PostgreSQL)`, (options) => body(fresh(options)));
}

/** Runs tests on a real server only; each call of `options` makes an empty database. */
export function onServer(title: string, body: (options: () => Promise<StoreOptions>) => void): void {
  const bin = findPostgres();
  if (bin === undefined && !process.env['CI']) {
    describe.skip(title, () => it(`needs ${POSTGRES_MISSING}`, () => {}));
    return;
  }
  describe(title, () => {
    let server: PostgresServer;
    let count = 0;
    beforeAll(async () => {
      if (bin === undefined) throw new Error(`install ${POSTGRES_MISSING}`);
      server = await startPostgres(bin);
    }, 120_000);
    body(async () => {
      const name = `usher_${++count}`;
      const client = new Client(server.url('postgres'));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return { dataDir: 'unused', databaseUrl: server.url(name) };
    });
    // After the body's own, which close what they have open: hooks run in the order they are named.
    afterAll(() => server?.stop());
  });
}

function fresh(makeOptions: () => Promise<StoreOptions>): Bench {
  const bench = {} as { -readonly [K in keyof Bench]: Bench[K] };
  let close: () => Promise<unknown> = () => Promise.resolve();
  beforeEach(async () => {
    await close();
    bench.options = await makeOptions();
    bench.store = await openStore(bench.options);
    bench.database = await openDatabase(bench.options);
    close = () => Promise.all([bench.store.close(), bench.database.close()]);
  });
  afterAll(() => close());
  return bench;
}
