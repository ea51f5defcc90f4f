import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLine, type TerraformEvent } from './parse';

export interface RunRequest {
  /** Program and leading arguments, see `Tool.command`. */
  readonly command: readonly string[];
  /** Holds no secret: every user of the machine can read it. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** File that receives the output; `<log>.err` receives standard error. Overwritten. */
  readonly log: string;
  readonly signal: AbortSignal;
  /** Milliseconds Terraform gets to finish after the polite signal before its group is killed. */
  readonly stopTimeoutMs: number;
  /** Whether Terraform ends with its Usher; else it finishes its work. */
  readonly leashed: boolean;
  readonly onSpawn?: (pid: number) => Promise<void>;
}

export interface RunResult {
  /** Exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
  /** True when `signal` asked it to stop. */
  readonly stopped: boolean;
  /** True when it was killed, by us or by others, and could not put its state in order. */
  readonly killed: boolean;
  /** End of its standard error, where Terraform writes what comes before or breaks its JSON. */
  readonly stderr: string;
}

const LEASH = join(__dirname, 'leash.cjs');
const POLL_MS = 100;
const STDERR_LIMIT = 2000;

/**
 * Runs Terraform in a process group of its own and yields what it says. Output goes through a file and not a pipe: when
 * Usher is killed, Terraform finishes its work, or on the leash stops in good order, instead of dying of a broken pipe half-way
 * through an apply.
 */
export async function* runTerraform(request: RunRequest): AsyncGenerator<TerraformEvent, RunResult> {
  const output = await open(request.log, 'w+', 0o600);
  const errors = await open(`${request.log}.err`, 'w', 0o600);
  const [program = '', ...args] = [
    ...(request.leashed ? [process.execPath, LEASH, String(request.stopTimeoutMs)] : []),
    ...request.command,
    ...request.args,
  ];
  const child = spawn(program, args, {
    cwd: request.cwd,
    env: request.env,
    detached: true,
    stdio: [request.leashed ? 'pipe' : 'ignore', output.fd, errors.fd],
  });
  let running = true;
  const exit = new Promise<{ code: number | null; failure?: Error }>((resolve) => {
    child.once('error', (failure) => resolve({ code: null, failure }));
    child.once('exit', (code) => resolve({ code }));
  }).finally(() => {
    running = false;
  });
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const stop = (): void => {
    if (stopped || !running) return;
    stopped = true;
    child.kill('SIGINT');
    timer = setTimeout(() => killGroup(child.pid), request.stopTimeoutMs);
  };
  try {
    if (child.pid !== undefined) await request.onSpawn?.(child.pid);
    request.signal.addEventListener('abort', stop);
    if (request.signal.aborted) stop();
    const lines = lineSplitter();
    const buffer = Buffer.alloc(64 * 1024);
    for (let position = 0, ending = false; ;) {
      const { bytesRead } = await output.read(buffer, 0, buffer.length, position);
      position += bytesRead;
      for (const line of lines(buffer.subarray(0, bytesRead))) {
        const event = parseLine(line);
        if (event) yield event;
      }
      if (bytesRead > 0) continue;
      if (ending) break;
      // What was written before the exit is read once more after it.
      if (running) await Promise.race([exit, new Promise((resolve) => setTimeout(resolve, POLL_MS))]);
      ending = !running;
    }
    const { code, failure } = await exit;
    // Whoever killed the leash may have left Terraform alive.
    if (code === null && request.leashed) killGroup(child.pid);
    if (failure) throw failure;
    const stderr = (await readFile(`${request.log}.err`, 'utf8')).slice(-STDERR_LIMIT);
    return { code: code ?? undefined, stopped, killed: code === null, stderr };
  } finally {
    request.signal.removeEventListener('abort', stop);
    stop();
    await exit;
    clearTimeout(timer);
    await output.close();
    await errors.close();
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

/** Cuts a stream of bytes into lines, never inside a character; the last, unfinished line is kept for later. */
function lineSplitter(): (chunk: Buffer) => string[] {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    rest = Buffer.from(bytes.subarray(end));
    return bytes.subarray(0, end).toString('utf8').split('\n').filter(Boolean);
  };
}
