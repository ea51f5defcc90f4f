import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process told apart from later ones that get the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in whatever unit the system gives; compared, never read. */
  readonly start: string;
}

/** Identity of a living process; undefined when there is none of this number or it has ended and waits to be reaped. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const start = process.platform === 'linux' ? await startFromProc(pid) : await startFromPs(pid);
  return start === undefined ? undefined : { pid, start };
}

export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  return (await identify(identity.pid))?.start === identity.start;
}

async function startFromProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the program's name in brackets and may itself hold blanks and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
}

async function startFromPs(pid: number): Promise<string | undefined> {
  const answer = await promisify(execFile)('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).catch(() => undefined);
  const [state = '', ...start] = (answer?.stdout ?? '').trim().split(/\s+/);
  return state === '' || state.startsWith('Z') ? undefined : start.join(' ');
}
