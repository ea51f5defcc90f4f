import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { freePort } from '../proxy/listen';

/**
 * Runs moto and waits for it or for the end of our pipe, whichever is first: where we are killed without a chance to
 * clean up, the pipe closes and moto goes with us.
 */
const GUARD = 'exec 3<&0; "$@" </dev/null 3<&- & moto=$!; (cat <&3 >/dev/null; kill -9 $moto) & exec 3<&-; wait $moto';

/** A running moto. */
export interface MotoProcess {
  readonly port: number;
  /** Ends moto and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts `moto_server` on a free loopback port, in a process group of its own; its log goes to `<dataDir>/moto.log`. */
export async function startMoto(
  command: string,
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<MotoProcess> {
  mkdirSync(dataDir, { recursive: true });
  const log = openSync(path.join(dataDir, 'moto.log'), 'w');
  const port = await freePort();
  const child = spawn('sh', ['-c', GUARD, 'sh', command, '-H', '127.0.0.1', '-p', String(port)], {
    detached: true,
    stdio: ['pipe', log, log],
    env: { ...process.env, ...settings, MOTO_PORT: String(port), PYTHONUNBUFFERED: '1' },
  });
  closeSync(log);
  child.stdin?.on('error', () => undefined);
  const ended = once(child, 'exit');
  let over = false;
  void ended.then(() => (over = true));
  const stop = async () => {
    killGroup(child.pid, 'SIGKILL');
    if (!over) await ended;
  };
  try {
    await answering(port, () => over);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, stop };
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    /* gone already */
  }
}

/** Python and its imports take seconds on a busy machine. */
const PATIENCE_MS = 60_000;

async function answering(port: number, over: () => boolean): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (over()) throw new Error('moto ended at once; see moto.log');
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`moto did not answer within ${PATIENCE_MS / 1000} seconds; see moto.log`);
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path: '/moto-api/data.json', timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
