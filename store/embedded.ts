import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { ProblemError } from '../workshop/problems';
import { DurableNodeFS, DURABLE_START, syncPath } from './durable-fs';
import { lockFolder } from './folder-lock';

/** PostgreSQL's major version inside the pinned PGlite; another one's folder does not open. */
const MAJOR = '18';

export interface Embedded {
  readonly pglite: PGlite;
  /** Gives the folder back; the database must be closed before. */
  release(): Promise<void>;
}

/** int8, and with it count(), as a number: the same as the pool of a server gives. */
export const NUMBER_PARSERS = { 20: Number };

/** Opens the database in `<dataDir>/db`, making it on first use; refuses while another process has it open. */
export async function openEmbedded(dataDir: string, sync?: (fd: number) => void): Promise<Embedded> {
  makePrivate(dataDir);
  const lock = await lockFolder(join(dataDir, 'lock'));
  try {
    const pglite = await openFolder(dataDir, sync);
    return { pglite, release: () => lock.release() };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openFolder(dataDir: string, sync?: (fd: number) => void): Promise<PGlite> {
  const folder = join(dataDir, 'db');
  if (!existsSync(folder)) await makeFolder(dataDir, folder);
  const version = readVersion(folder);
  if (version !== MAJOR) {
    throw new ProblemError({
      kind: 'unknown',
      summary: `The database in ${folder} was made by PostgreSQL ${version ?? 'of an unknown version'}, this Usher has ${MAJOR}.`,
      next: 'Back it up with the Usher that made it (npm run backup) and restore it here into a new USHER_DATA_DIR.',
    });
  }
  return open(folder, sync);
}

/** In a folder beside it, moved into place when it is whole: interrupted in the middle, the next start begins anew. */
async function makeFolder(dataDir: string, folder: string): Promise<void> {
  const making = `${folder}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  const pglite = await open(making);
  await pglite.close();
  // initdb runs without fsync; what it wrote must be on disk before the first commit relies on it.
  syncTree(making);
  renameSync(making, folder);
  syncPath(dataDir);
}

const open = (folder: string, sync?: (fd: number) => void): Promise<PGlite> =>
  PGlite.create({ fs: new DurableNodeFS(folder, sync), startParams: DURABLE_START, parsers: NUMBER_PARSERS });

/** PGlite makes its files readable by all: the folder around them is not. */
function makePrivate(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
  } catch (error) {
    throw new ProblemError({
      kind: 'permission',
      summary: `The data folder ${dataDir} cannot be used.`,
      next: 'Set USHER_DATA_DIR to a folder that the user running Usher owns.',
      cause: (error as Error).message,
    });
  }
}

function readVersion(folder: string): string | undefined {
  const path = join(folder, 'PG_VERSION');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(folder);
}
