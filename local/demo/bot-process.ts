import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const PROGRAMS = join(__dirname, '..', '..', 'bot');
const IMPORTS = [require.resolve('tsx'), join(__dirname, 'leash.ts')].map((path) => pathToFileURL(path).href);
/** Terraform may be in the middle of a call when it is asked to stop. */
const STOP_MS = 60_000;

export interface BotProcess {
  readonly pid: number;
  /** Resolves when the process ends by itself, with its exit code. */
  readonly ended: Promise<number>;
  /** Asks it to drain and waits; kills it after a minute. */
  stop(): Promise<void>;
}

/**
 * Starts the bot as `npm start` would, or a worker as `npm run worker`, configured by nothing but `environment`: of ours it gets no AWS, Slack or Usher
 * variable, so that a demo never touches a real account. `cwd` holds no .env. Where this process is killed, the bot ends itself.
 */
export function startBot(
  environment: Readonly<Record<string, string>>,
  cwd: string,
  line: (text: string) => void,
  program: 'main' | 'worker' = 'main',
): BotProcess {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_(?!SDK_JS_)|SLACK_|USHER_|DATABASE_URL$|PORT$|TF_VAR_)/.test(name),
  );
  const path = join(PROGRAMS, `${program}.ts`);
  const child = spawn(process.execPath, [...IMPORTS.flatMap((module) => ['--import', module]), path], {
    cwd,
    env: { ...Object.fromEntries(own), ...environment },
    stdio: ['pipe', 'inherit', 'pipe'],
    // Its own group: a Ctrl-C comes to the demo, which stops the bot before what the bot stands on.
    detached: true,
  });
  if (child.stderr) createInterface({ input: child.stderr }).on('line', line);
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
  return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(killer);
}
