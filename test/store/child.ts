import { fdatasyncSync } from 'node:fs';
import { backupFolder, newestDaily } from '../../store/backup';
import { openEmbedded } from '../../store/embedded';
import { lockFolder } from '../../store/folder-lock';
import { openStore } from '../../store/index';
import { writeForever } from './crash-writer';
import { fill } from './filled';

/** Run as a process of its own: PGlite on a folder cannot be made inside jest, and some of these processes are killed. */
const modes: Record<string, (folder: string) => Promise<void>> = {
  write: writeForever,

  /** The store with something in every table. */
  async fill(folder) {
    const store = await openStore({ dataDir: folder });
    await fill(store);
    await store.close();
    console.log('filled');
  },

  /** Has the store open as the bot has, once it has written today's backup. */
  async bot(folder) {
    const store = await openStore({ dataDir: folder, dailyBackups: true });
    while (newestDaily(backupFolder(folder)) === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    console.log('working');
    setInterval(() => void store.workshops.list(), 60_000);
  },

  async open(folder) {
    const store = await openStore({ dataDir: folder });
    console.log('opened');
    await store.close();
  },

  /** Turns of the event loop while statements that were all asked for at once are answered. */
  async turns(folder) {
    const store = await openStore({ dataDir: folder });
    let turns = 0;
    let done = false;
    const turn = (): void => {
      turns += 1;
      if (!done) setImmediate(turn);
    };
    setImmediate(turn);
    await Promise.all(Array.from({ length: 100 }, () => store.workshops.list()));
    done = true;
    console.log(turns);
    await store.close();
  },

  async lock(folder) {
    await lockFolder(folder);
    console.log('locked');
    setInterval(() => {}, 60_000);
  },

  /** Prints how often the disk was told to write while 20 rows were committed one by one, and while 20 were read. */
  async fsync(folder) {
    let calls = 0;
    const { pglite, release } = await openEmbedded(folder, (fd) => {
      calls++;
      fdatasyncSync(fd);
    });
    await pglite.exec('create table t (n int)');
    calls = 0;
    for (let i = 0; i < 20; i++) await pglite.query('insert into t values ($1)', [i]);
    const writing = calls;
    for (let i = 0; i < 20; i++) await pglite.query('select * from t');
    console.log(JSON.stringify({ writing, reading: calls - writing }));
    await pglite.close();
    await release();
  },
};

const [mode = '', folder = ''] = process.argv.slice(2);
modes[mode]?.(folder).catch((error: unknown) => {
  console.log(String(error));
  process.exitCode = 1;
});
