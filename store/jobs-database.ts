import type { PGlite } from '@electric-sql/pglite';
import { fromPglite } from 'pg-boss';

/** Text that opens a transaction itself; what may not stand in one, such as a REINDEX CONCURRENTLY, does not. */
const OPENS = /^\s*BEGIN\b/i;

/**
 * The embedded database as pg-boss asks it. Of a block that fails, pg-boss takes back the transaction by a statement that queues behind
 * all others that wait for the one connection, and they would all fail in the transaction that is broken: it is taken back at once.
 */
export const jobsDatabase = (pglite: PGlite): ReturnType<typeof fromPglite> =>
  fromPglite({
    query: (text, values) => pglite.query(text, values),
    exec: (text) => (OPENS.test(text) ? pglite.transaction((trx) => trx.exec(text)) : pglite.exec(text)),
    listen: (channel, told) => pglite.listen(channel, told),
  });
