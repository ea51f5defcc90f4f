import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Synthesised, SynthReply, SynthTask } from './protocol';
import type { SynthRequest } from './request';

/** Milliseconds a child without work waits for more: a start costs more than most stacks. */
const LINGER = 5_000;

interface Waiting {
  resolve(done: Synthesised): void;
  reject(error: Error): void;
}

/** One child process that is started when there is work, serves all who ask meanwhile, and ends when nobody has asked for a while. */
export class SynthProcess {
  private child: ChildProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private farewell: NodeJS.Timeout | undefined;

  constructor(private readonly linger = LINGER) {}

  async synth(request: SynthRequest, signal?: AbortSignal): Promise<Synthesised> {
    signal?.throwIfAborted();
    const id = this.nextId++;
    let onAbort: (() => void) | undefined;
    try {
      return await new Promise<Synthesised>((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
        onAbort = () => reject(signal?.reason as Error);
        signal?.addEventListener('abort', onAbort);
        const task: SynthTask = { id, request };
        this.running().send(task);
      });
    } finally {
      if (onAbort) signal?.removeEventListener('abort', onAbort);
      this.waiting.delete(id);
      if (this.waiting.size === 0) {
        if (signal?.aborted) this.abandon();
        else this.sayFarewell();
      }
    }
  }

  /** Nobody wants what the child is at any more, and what it still wrote might come after the folder was cleared. */
  private abandon(): void {
    clearTimeout(this.farewell);
    const child = this.child;
    this.child = undefined;
    child?.kill('SIGKILL');
  }

  private running(): ChildProcess {
    clearTimeout(this.farewell);
    if (this.child?.connected) {
      this.child.ref();
      this.child.channel?.ref();
      return this.child;
    }
    const child = fork(join(__dirname, 'child.ts'), {
      execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: childEnvironment(),
    });
    let complaint = '';
    child.stderr?.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2_000)));
    child.on('message', (reply: SynthReply) => {
      const waiting = this.waiting.get(reply.id);
      if ('done' in reply) waiting?.resolve(reply.done);
      else waiting?.reject(new Error(reply.failed));
    });
    child.once('error', (error) => this.failAll(child, error));
    child.once('exit', (code, signal) =>
      this.failAll(child, new Error(`synth ended with ${signal ?? code}: ${complaint.trim()}`)),
    );
    this.child = child;
    return child;
  }

  private failAll(child: ChildProcess, error: Error): void {
    if (this.child !== child) return;
    this.child = undefined;
    for (const waiting of this.waiting.values()) waiting.reject(error);
  }

  /** The idle child neither keeps this process alive nor outlives it. */
  private sayFarewell(): void {
    const child = this.child;
    if (!child) return;
    child.unref();
    child.channel?.unref();
    (child.stderr as unknown as { unref?(): void } | null)?.unref?.();
    clearTimeout(this.farewell);
    this.farewell = setTimeout(() => {
      this.child = undefined;
      if (child.connected) child.disconnect();
    }, this.linger).unref();
  }
}

/** Synth needs no secret and no credentials: it gets the bare environment that Node and tsx use. */
const childEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TMPDIR|TEMP|TMP|SYSTEMROOT|LANG)$/i.test(name)),
  );
