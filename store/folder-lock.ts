import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { ProblemError } from '../workshop/problems';

/** Longest path of a Unix socket that every system takes (macOS: 104 bytes with the closing zero). */
const LONGEST_SOCKET_PATH = 103;

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one on `folder`; throws ProblemError `locked` naming the holder.
 *
 * The lock is a listening Unix socket, which dies with its process however that ends. Sockets are numbered and the highest
 * number counts; it is never taken away, so that the numbers only grow. To take over from a dead holder N, link N+1: `link`
 * lets exactly one succeed, and whoever was slow finds a higher number than its own and steps back. Who holds N stands in a
 * file beside it, to be read also while the holder is too busy to answer.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const mine = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`);
  if (Buffer.byteLength(mine) > LONGEST_SOCKET_PATH) throw tooLong(folder);
  const server = await listen(mine);
  try {
    const number = await takeNumber(folder, mine);
    await writeFile(whoFile(folder, number), JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
    const lower = (await numbers(folder)).filter((other) => other < number);
    const old = lower.flatMap((other) => [join(folder, String(other)), whoFile(folder, other)]);
    await Promise.all(old.map((path) => rm(path, { force: true })));
  } catch (error) {
    server.close();
    throw error;
  } finally {
    await rm(mine, { force: true });
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function takeNumber(folder: string, mine: string): Promise<number> {
  for (;;) {
    const highest = Math.max(0, ...(await numbers(folder)));
    if (highest > 0 && (await lives(join(folder, String(highest))))) throw await refusal(folder, highest);
    const number = highest + 1;
    const path = join(folder, String(number));
    try {
      await link(mine, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    if (Math.max(...(await numbers(folder))) === number) return number;
    await rm(path, { force: true });
  }
}

const numbers = async (folder: string): Promise<number[]> =>
  (await readdir(folder)).filter((name) => /^\d+$/.test(name)).map(Number);

const whoFile = (folder: string, number: number): string => join(folder, `${number}.json`);

function listen(path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  // The lock lasts as long as the process, but is no reason for the process to last.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

/** Whether somebody listens: the kernel answers for a process that is busy or stopped, and refuses for one that is gone. */
function lives(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}

async function refusal(folder: string, number: number): Promise<ProblemError> {
  let holder: { pid?: number; since?: string } = {};
  try {
    holder = JSON.parse(await readFile(whoFile(folder, number), 'utf8')) as typeof holder;
  } catch {
    // It has just taken the lock and not yet written who it is.
  }
  const who = holder.pid === undefined ? '' : ` (pid ${holder.pid})`;
  const since = holder.since === undefined ? '' : ` since ${holder.since.slice(0, 16).replace('T', ' ')} UTC`;
  return new ProblemError({
    kind: 'locked',
    summary: `Another Usher${who} has this data folder open${since}.`,
    next: 'Stop it first, or give this one a folder of its own with USHER_DATA_DIR.',
    detail: {
      folder,
      ...(holder.pid === undefined ? {} : { pid: String(holder.pid) }),
      ...(holder.since === undefined ? {} : { since: holder.since }),
    },
  });
}

const tooLong = (folder: string): ProblemError =>
  new ProblemError({
    kind: 'unknown',
    summary: `The path of the data folder is too long for its lock: ${folder}.`,
    next: 'Set USHER_DATA_DIR to a shorter path.',
  });
