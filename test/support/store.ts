import { afterAll } from '@jest/globals';
import type { PGlite } from '@electric-sql/pglite';
import { openStore } from '../../store/index';
import type { Store } from '../../workshop/ports/store';

declare global {
  // Set by test/support/pglite-environment.cjs.
  var pglite: PGlite | undefined;
}

/**
 * An empty store on the worker's PGlite. The test file needs this at its top:
 *
 *     /** @jest-environment ./test/support/pglite-environment.cjs *\/
 *
 * One store at a time: opening another empties the database under the first.
 */
export async function openTestStore(): Promise<Store> {
  await closeOpen();
  if (!(await emptyTables())) await emptyPGlite();
  const store = await reopenTestStore();
  worker().shape ??= await shapeNow();
  return store;
}

/** What the worker process remembers of its database from one test file to the next. */
const worker = (): { shape?: string } => workerPGlite() as { shape?: string };

/** Every column of every table and the migrations there were. */
async function shapeNow(): Promise<string> {
  const { rows } = await workerPGlite().query<{ shape: string | null }>(
    `select string_agg(attrelid::regclass || '.' || attname, ' ' order by attrelid::regclass::text, attname)
       || ' ' || coalesce((select string_agg(name, ' ' order by name) from kysely_migration), '') as shape
       from pg_attribute where attnum > 0 and attrelid in (select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)`,
  );
  return rows[0]?.shape ?? '';
}

/**
 * Empties the tables that are there: making them takes longer than many a test. False where there are none yet, or not those that a
 * store makes: a test may have brought the database into another shape.
 */
async function emptyTables(): Promise<boolean> {
  const { shape } = worker();
  if (shape === undefined) return false;
  if (shape !== (await shapeNow().catch(() => undefined))) return false;
  const { rows } = await workerPGlite().query<{ names: string }>(
    `select string_agg(quote_ident(tablename), ', ') as names from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`,
  );
  // Events are only ever added, says a trigger, which is off in this role.
  await workerPGlite().exec(
    `set session_replication_role = replica; truncate ${rows[0]?.names ?? ''} restart identity cascade; set session_replication_role = default;`,
  );
  return true;
}

/** What the next process finds: the same database, opened anew. */
export async function reopenTestStore(): Promise<Store> {
  await closeOpen();
  open = await openStore({ dataDir: 'unused', pglite: workerPGlite() });
  return open;
}

let open: Store | undefined;
const users = new Set<() => Promise<void>>();

/** Has whoever works on the open store stop before it is closed: what is left running would take the jobs of the next test file. */
export const beforeClosing = (stop: () => Promise<void>): void => void users.add(stop);

async function closeOpen(): Promise<void> {
  const closing = Promise.all([...users].map((stop) => stop())).then(() => open?.close());
  users.clear();
  // Work that a test keeps from ending takes no more jobs from here on, and nobody waits for it for good.
  await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
  open = undefined;
}

afterAll(closeOpen);

/** The worker's PGlite, given by the environment. */
export function workerPGlite(): PGlite {
  if (!globalThis.pglite) {
    throw new Error('add /** @jest-environment ./test/support/pglite-environment.cjs */ at the top of this test file');
  }
  return globalThis.pglite;
}

export async function emptyPGlite(): Promise<void> {
  await workerPGlite().exec('drop schema public cascade; create schema public;');
}
