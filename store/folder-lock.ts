import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { ProblemError } from '../workshop/problems';

/** Longest path of a Unix socket that every system takes (macOS: 104 bytes with the closing zero). */
const LONGEST_SOCKET_PATH = 103;
const GREETING_TIMEOUT_MS = 1_000;

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one on `folder`; throws ProblemError `locked` naming the holder.
 *
 * The lock is a listening Unix socket, which dies with its process however that ends. Sockets are numbered and the highest
 * number counts; it is never taken away, so that the numbers only grow. To take over from a dead holder N, link N+1: `link`
 * lets exactly one succeed, and whoever was slow finds a higher number than its own and steps back.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const mine = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`);
  if (Buffer.byteLength(mine) > LONGEST_SOCKET_PATH) throw tooLong(folder);
  const server = await listen(mine, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
  try {
    const number = await takeNumber(folder, mine);
    const lower = (await numbers(folder)).filter((other) => other < number);
    await Promise.all(lower.map((other) => rm(join(folder, String(other)), { force: true })));
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
    const holder = highest > 0 ? await askHolder(join(folder, String(highest))) : undefined;
    if (holder !== undefined) throw refusal(folder, holder);
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

function listen(path: string, greeting: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(greeting);
  });
  // The lock lasts as long as the process, but is no reason for the process to last.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

/** What the holder says of itself, '' where it lives but says nothing in time, undefined where nobody listens. */
function askHolder(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(path);
    const timer = setTimeout(() => socket.destroy(), GREETING_TIMEOUT_MS);
    let dead = false;
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      dead = error.code === 'ECONNREFUSED' || error.code === 'ENOENT';
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(dead ? undefined : said);
    });
  });
}

function refusal(folder: string, greeting: string): ProblemError {
  let holder: { pid?: number; since?: string } = {};
  try {
    holder = JSON.parse(greeting) as typeof holder;
  } catch {
    // A holder that is too busy to answer still holds.
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
