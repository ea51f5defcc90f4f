import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { identify, isAlive, type ProcessIdentity } from './process-identity';

/** Who works on a stack, kept beside it so that a later process can tell a living Terraform from a dead one. */
interface OwnerRecord {
  readonly owner: ProcessIdentity;
  readonly host: string;
  /** ISO time. */
  readonly since: string;
  /** The Terraform it runs, which may outlive it. */
  readonly terraform?: ProcessIdentity;
}

/** What a record left behind says about the run that wrote it. */
export interface Interruption {
  /** When the interrupted run began. */
  readonly from: Date;
  /** Its last sign of life: the newest line of its logs. */
  readonly until: Date;
}

export type Claim =
  | { readonly kind: 'held'; readonly hold: Hold }
  /** A living Usher works on it. */
  | { readonly kind: 'busy'; readonly who: string; readonly since: string }
  /** Its Usher is gone, its Terraform is not. */
  | { readonly kind: 'orphan'; readonly terraform: ProcessIdentity; readonly since: string };

export interface Hold {
  /** Set when the run before this one did not end in order. */
  readonly interrupted: Interruption | undefined;
  /** Notes the Terraform now at work. */
  noteTerraform(pid: number): Promise<void>;
  /** Gives the stack free; after `in-disorder` the next run knows that it has something to mend. */
  release(ending: 'in-order' | 'in-disorder'): Promise<void>;
}

const RECORD = 'owner.json';

/** Takes a stack's folder for this process, or says who has it. */
export async function claimFolder(folder: string): Promise<Claim> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, RECORD);
  const earlier = await readRecord(file);
  if (earlier && (await isAlive(earlier.owner))) {
    return { kind: 'busy', who: `process ${earlier.owner.pid} on ${earlier.host}`, since: earlier.since };
  }
  if (earlier?.terraform && (await isAlive(earlier.terraform))) {
    return { kind: 'orphan', terraform: earlier.terraform, since: earlier.since };
  }
  const owner = await identify(process.pid);
  if (!owner) throw new Error('this process cannot be identified');
  const record: OwnerRecord = { owner, host: hostname(), since: new Date().toISOString() };
  if (earlier) await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600).catch(() => undefined);
  if (!handle) return { kind: 'busy', who: `another process on ${record.host}`, since: record.since };
  await handle.writeFile(JSON.stringify(record));
  await handle.close();
  return { kind: 'held', hold: holdOf(file, record, earlier && (await interruptionOf(folder, earlier))) };
}

function holdOf(file: string, record: OwnerRecord, interrupted: Interruption | undefined): Hold {
  return {
    interrupted,
    noteTerraform: async (pid) => {
      const terraform = await identify(pid);
      if (terraform) await replace(file, { ...record, terraform });
    },
    release: async (ending) => {
      if (ending === 'in-order') await rm(file, { force: true });
      else {
        const since = interrupted?.from.toISOString() ?? record.since;
        await replace(file, { ...record, since, owner: { pid: 0, start: 'ended in disorder' } });
      }
    },
  };
}

async function interruptionOf(folder: string, earlier: OwnerRecord): Promise<Interruption> {
  const logs = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
  const times = await Promise.all(logs.map(async (name) => (await stat(join(folder, name))).mtimeMs));
  const from = new Date(earlier.since);
  return { from, until: new Date(Math.max(from.getTime(), ...times)) };
}

async function replace(file: string, record: OwnerRecord): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** A record torn by a crash counts as that of a dead process. */
async function readRecord(file: string): Promise<OwnerRecord | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const record = JSON.parse(text) as OwnerRecord;
    if (typeof record.owner.pid === 'number') return record;
  } catch {
    // As below.
  }
  return { owner: { pid: 0, start: 'unreadable' }, host: hostname(), since: new Date(0).toISOString() };
}
