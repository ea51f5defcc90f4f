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
  await emptyPGlite();
  return reopenTestStore();
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
