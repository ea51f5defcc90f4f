import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** `npm run demo` in a process group and a temporary folder of its own. */
export interface Demo {
  /** Of the process group. */
  readonly pid: number;
  /** Standard output and error so far. */
  said(): string;
  /** The page's address, once it is printed; rejects where the demo ends before. */
  url(): Promise<string>;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** A signal to the process group, as a terminal sends it. */
  signal(signal: NodeJS.Signals): void;
  /** Its living processes, whatever their group: pid and command line. */
  living(): { readonly pid: number; readonly line: string }[];
  /** What it has in its temporary folder. */
  folders(): string[];
  /** Ends whatever is left. */
  clear(): Promise<void>;
}

/** Starts the demo with these words on its command line; nothing opens a browser. */
export function startDemo(...args: string[]): Demo {
  // Everything that a demo starts inherits TMPDIR, so that it can be told from what others run.
  const tmp = mkdtempSync(join(tmpdir(), 'demo-'));
  // But not the compiled sources: every demo would compile them anew.
  const compiled = `tsx-${process.getuid?.()}`;
  mkdirSync(join(tmpdir(), compiled), { recursive: true });
  symlinkSync(join(tmpdir(), compiled), join(tmp, compiled));
  const child = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'local/demo/main.ts', '--no-open', ...args], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: tmp },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  let over = false;
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => {
      over = true;
      resolve(code ?? signal ?? 1);
    });
  });
  const pid = child.pid ?? 0;
  const living = () => processesWith(`TMPDIR=${tmp}`);
  return {
    pid,
    ended,
    living,
    said: () => said,
    signal: (signal) => void process.kill(-pid, signal),
    folders: () => readdirSync(tmp).filter((name) => name.startsWith('usher')),
    async url() {
      const find = () => /Usher is ready: {2}(\S+)/.exec(said)?.[1];
      await until(() => over || find() !== undefined);
      const url = find();
      if (url === undefined) throw new Error(`The demo did not start:\n${said}`);
      return url;
    },
    async clear() {
      await killAll(`TMPDIR=${tmp}`);
      rmSync(tmp, { recursive: true, force: true });
    },
  };
}

/** Kills every process that was started with this entry in its environment, and waits until they are gone. */
export async function killAll(entry: string): Promise<void> {
  for (const { pid } of processesWith(entry)) kill(pid);
  await until(() => processesWith(entry).length === 0);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

/** Waits as long as the test may last. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Processes that were started with this entry in their environment, from /proc. */
export function processesWith(entry: string): { pid: number; line: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(entry)) return [];
        return [
          { pid: Number(name), line: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() },
        ];
      } catch {
        return [];
      }
    });
}
