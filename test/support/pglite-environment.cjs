const { Blob, Buffer } = require('node:buffer');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { performance } = require('node:perf_hooks');
const { clearTimeout, setImmediate, setTimeout } = require('node:timers');
const { TestEnvironment } = require('jest-environment-node');

/**
 * Hands `pglite` to a test file as a global: a database in memory, one per worker process. It is made out here, since a dynamic
 * import inside the tests' realm ends the whole run. A dump of the empty database saves most of its four seconds of start.
 */
let database;
/** Globals of the test file that runs: dates and objects must be of its own kind to be instances of its Date and Object. */
let realm;

/** For how long statements may have the event loop for themselves. */
const TURN_MS = 20;

async function startDatabase() {
  const { MemoryFS, PGlite } = require('@electric-sql/pglite');
  const { version } = JSON.parse(
    readFileSync(join(dirname(require.resolve('@electric-sql/pglite')), '../package.json')),
  );
  /** As on disk (store/durable-fs.ts) statements that queue let others have their turn; for the tests' sake only now and then. */
  class YieldingFS extends MemoryFS {
    #yielded = performance.now();

    async syncToFs() {
      if (performance.now() - this.#yielded < TURN_MS) return;
      await new Promise((resolve) => setImmediate(resolve));
      this.#yielded = performance.now();
    }
  }
  // A dump is opened as after a crash, and the timer that reports on its recovery would keep jest from ending.
  const startParams = [...PGlite.defaultStartParams, '-c', 'log_startup_progress_interval=0'];
  const parsers = { 20: Number, 1184: (text) => new realm.Date(text), 3802: (text) => realm.JSON.parse(text) };
  // A date of that realm is none of this one's.
  const iso = (value) => (typeof value === 'string' ? value : value.toISOString());
  const serializers = { 1082: iso, 1114: iso, 1184: iso };
  const options = { startParams, parsers, serializers, fs: new YieldingFS() };
  const cache = join(__dirname, '../../node_modules/.cache/usher');
  const dump = join(cache, `pglite-${version}.tar`);
  if (existsSync(dump)) return PGlite.create({ ...options, loadDataDir: new Blob([readFileSync(dump)]) });
  const fresh = await PGlite.create(options);
  mkdirSync(cache, { recursive: true });
  const partial = `${dump}.${process.pid}`;
  writeFileSync(partial, Buffer.from(await (await fresh.dumpDataDir('none')).arrayBuffer()));
  renameSync(partial, dump);
  return fresh;
}

/** An open database holds the process for up to ten seconds (PostgreSQL's timer for idle statistics): closed when no file follows. */
const IDLE_MS = 500;
let closing;

class PGliteEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    realm = this.global;
    clearTimeout(closing);
    database ??= startDatabase();
    this.global.pglite = await database;
  }

  async teardown() {
    const open = await database;
    closing = setTimeout(() => {
      database = undefined;
      void open.close();
    }, IDLE_MS).unref();
    await super.teardown();
  }
}

module.exports = PGliteEnvironment;
