import { spawn } from 'node:child_process';
import type { Invocation } from '../model/commands';
import type { Instance } from '../model/world';
import { openHostRoot } from './host-root';
import { latency } from './latencies';
import type { Plane } from './plane';

/** Characters of output that ListCommandInvocations tells. */
const MOST_OUTPUT = 2_500;

export interface Order {
  readonly commands: readonly string[];
  /** Seconds in which the host must take it up. */
  readonly takeUp: number;
  /** Seconds in which it must end. */
  readonly runFor: number;
}

/** Whether the SSM agent of an instance is there: it starts and falls silent with the ECS agent, which is what is known of a host. */
export const isOnline = ({ world, hung }: Plane, { id, state }: Instance): boolean =>
  state === 'running' &&
  !hung.has(id) &&
  [...world.hosts.values()].some((host) => host.instanceId === id && host.connected);

/** Has the instance's agent take a command up and run it, by a real shell and within the host's own files. */
export function runCommand(plane: Plane, instance: Instance, invocation: Invocation, order: Order): void {
  const { clock } = plane;
  clock.after(latency('takeUp', invocation.command + instance.id), () => {
    if (!isOnline(plane, instance)) {
      clock.after(order.takeUp, () => {
        Object.assign(invocation, { status: 'TimedOut', details: 'Delivery Timed Out', code: -1 });
      });
      return;
    }
    invocation.status = 'InProgress';
    invocation.details = 'InProgress';
    run(plane, instance, order).then(
      (end) => Object.assign(invocation, end),
      (error: unknown) => {
        Object.assign(invocation, { status: 'Failed', details: 'Failed', code: 1, output: String(error) });
        plane.report(error);
      },
    );
  });
}

async function run(plane: Plane, instance: Instance, order: Order): Promise<Partial<Invocation>> {
  const host = await openHostRoot(plane.world, instance);
  try {
    const { code, output } = await inShell(order, host.root);
    if (code === undefined) return { status: 'TimedOut', details: 'Execution Timed Out', code: -1, output };
    const status = code === 0 ? 'Success' : 'Failed';
    return { status, details: status, code, output: output.slice(0, MOST_OUTPUT) };
  } finally {
    await host.close();
  }
}

/** The shell has nothing of this process's environment but where programs are; `code` is undefined where it took too long. */
function inShell({ commands, runFor }: Order, root: string): Promise<{ code: number | undefined; output: string }> {
  return new Promise((resolve, reject) => {
    const shell = spawn('sh', ['-c', commands.join('\n')], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: root, USHER_HOST_ROOT: root },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let out = '';
    let err = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGKILL');
    }, runFor * 1000);
    shell.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    shell.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
    shell.on('error', reject);
    shell.on('close', (code) => {
      clearTimeout(timer);
      const output = err === '' ? out : `${out}\n----------ERROR-------\n${err}`;
      resolve({ code: late ? undefined : (code ?? 1), output });
    });
  });
}
