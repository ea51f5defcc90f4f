import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type StoreOptions } from '..';
import { nothingThere, writeBackup } from './dump';
import { backupFolder, stamp } from './file';
import type { Counts } from './format';

export { newestDaily } from './daily';
export { backupFolder } from './file';
export { restoreBackup, type Restored } from './restore';
export type { Counts } from './format';

/**
 * Backs the database up from outside of a running Usher, changing nothing in it, into `path` or a file of its own in the data folder;
 * returns where. Throws ProblemError, `locked` while an Usher has the embedded database open.
 */
export async function makeBackup(
  options: StoreOptions,
  path = join(backupFolder(options.dataDir), `usher-${stamp(new Date())}.jsonl.gz`),
): Promise<{ readonly path: string; readonly counts: Counts }> {
  const embedded = options.databaseUrl === undefined && options.pglite === undefined;
  if (embedded && !existsSync(join(options.dataDir, 'db'))) throw nothingThere();
  const { db, close } = await openDatabase(options);
  try {
    return { path, counts: await writeBackup(db, path) };
  } finally {
    await close();
  }
}
