import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

export interface Child {
  readonly process: ChildProcess;
  /** All it has printed so far. */
  said(): string;
  /** Resolves once it has printed something that matches. */
  until(pattern: RegExp): Promise<string>;
  /** Exit code, or the signal that ended it. */
  end(): Promise<number | string>;
}

/** Starts test/store/child.ts as a process of its own. */
export function startChild(mode: string, folder: string): Child {
  const args = ['--import', 'tsx', join(__dirname, 'child.ts'), mode, folder];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return {
    process: child,
    said: () => said,
    async until(pattern) {
      while (!pattern.test(said)) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`${mode} ended, having said: ${said}`);
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
      return said;
    },
    async end() {
      await ended;
      return child.exitCode ?? child.signalCode ?? '';
    },
  };
}

export async function runChild(mode: string, folder: string): Promise<{ said: string; code: number | string }> {
  const child = startChild(mode, folder);
  const code = await child.end();
  return { said: child.said().trim(), code };
}

/** Runs with a temporary folder that is removed afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-store-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
