import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { claimFolder } from '../../../infra/terraform/ownership';
import { identify, isAlive } from '../../../infra/terraform/process-identity';
import { createProvisioner } from '../../../infra/terraform/provisioner';
import { clock, collect, removeScratch, scratch, stackFolder, workshop } from './support';

let folder: string;
beforeEach(() => {
  folder = scratch();
});
afterEach(() => removeScratch(folder));

const sleeper = () => spawn('sleep', ['60'], { stdio: 'ignore' });
const gone = { pid: 2 ** 22, start: 'long ago' };

describe('a process', () => {
  it('is known as long as it lives and not when another has its number', async () => {
    const child = sleeper();
    const identity = await identify(child.pid ?? 0);
    if (!identity) throw new Error('a living process was not found');
    expect(await isAlive(identity)).toBe(true);
    expect(await isAlive({ ...identity, start: 'another' })).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isAlive(identity)).toBe(false);
  });
});

describe('a stack', () => {
  it('belongs to one at a time', async () => {
    const first = await claimFolder(folder);
    expect(first.kind).toBe('held');
    expect(await claimFolder(folder)).toMatchObject({
      kind: 'busy',
      who: expect.stringContaining(String(process.pid)),
    });
    if (first.kind === 'held') await first.hold.release('in-order');
    expect(await claimFolder(folder)).toMatchObject({ kind: 'held', hold: { interrupted: undefined } });
  });

  it('tells the next run that the last one ended in disorder, and since when', async () => {
    const before = Date.now();
    const first = await claimFolder(folder);
    if (first.kind === 'held') await first.hold.release('in-disorder');
    const next = await claimFolder(folder);
    expect(next.kind === 'held' && next.hold.interrupted?.from.getTime()).toBeGreaterThanOrEqual(before);
  });

  it('is free when the process that had it is dead, and counts as interrupted', async () => {
    const record = { owner: gone, host: 'laptop', since: '2026-11-24T10:00:00.000Z' };
    await writeFile(join(folder, 'owner.json'), JSON.stringify(record));
    const claimed = await claimFolder(folder);
    expect(claimed.kind === 'held' && claimed.hold.interrupted?.from).toEqual(new Date(record.since));
  });

  it('is free when the record was torn by a crash', async () => {
    await writeFile(join(folder, 'owner.json'), '{"owner":');
    expect(await claimFolder(folder)).toMatchObject({ kind: 'held', hold: { interrupted: expect.anything() } });
  });

  it('is not free while the Terraform of a dead process lives', async () => {
    const child = sleeper();
    const terraform = await identify(child.pid ?? 0);
    const record = { owner: gone, host: 'laptop', since: '2026-11-24T10:00:00.000Z', terraform };
    await writeFile(join(folder, 'owner.json'), JSON.stringify(record));
    expect(await claimFolder(folder)).toMatchObject({ kind: 'orphan', terraform });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await claimFolder(folder)).kind).toBe('held');
  });
});

describe('the provisioner', () => {
  const provisioner = (synth: () => Promise<void>) =>
    createProvisioner({
      tool: { kind: 'terraform', command: ['terraform'], version: '1.11.4' },
      dataDir: folder,
      env: {},
      clock,
      synth,
      variables: () => ({}),
    });
  const never = new AbortController().signal;

  it('refuses a stack somebody is at, and says who and since when', async () => {
    const first = await claimFolder(stackFolder(folder, 'network'));
    const events = await collect(provisioner(async () => undefined).apply(workshop, 'network', never));
    expect(events).toEqual([
      {
        type: 'failed',
        problem: expect.objectContaining({
          kind: 'locked',
          summary: expect.stringContaining(`process ${process.pid}`),
        }),
      },
    ]);
    expect(first.kind).toBe('held');
  });

  it('lets the Terraform of a dead Usher finish before it begins', async () => {
    const child = sleeper();
    const place = stackFolder(folder, 'network');
    const first = await claimFolder(place);
    if (first.kind === 'held') await first.hold.release('in-disorder');
    const record = {
      owner: gone,
      host: 'laptop',
      since: '2026-11-24T10:00:00.000Z',
      terraform: await identify(child.pid ?? 0),
    };
    await writeFile(join(place, 'owner.json'), JSON.stringify(record));
    const begun: boolean[] = [];
    const events = await collect(
      provisioner(async () => {
        begun.push(child.exitCode === null && child.signalCode === null);
        throw new Error('far enough');
      }).apply(workshop, 'network', never),
      (event) => {
        if (event.type === 'waiting') child.kill('SIGKILL');
      },
    );
    expect(begun).toEqual([false]);
    expect(events[0]).toMatchObject({ type: 'waiting', reason: expect.stringContaining(`process ${child.pid}`) });
  });

  it('ends with a problem and gives the stack free when synth fails', async () => {
    const failing = provisioner(() => Promise.reject(new Error('no such stack')));
    const run = () => collect(failing.apply(workshop, 'network', never));
    const failure = [{ type: 'failed', problem: expect.objectContaining({ kind: 'unknown' }) }];
    expect([await run(), await run()]).toEqual([failure, failure]);
  });

  it('says so when it cannot write to its data folder', async () => {
    const file = join(folder, 'occupied');
    await writeFile(file, '');
    const closed = createProvisioner({
      tool: { kind: 'terraform', command: ['terraform'], version: '1.11.4' },
      dataDir: file,
      env: {},
      clock,
      synth: async () => undefined,
      variables: () => ({}),
    });
    expect(await collect(closed.apply(workshop, 'network', never))).toEqual([
      {
        type: 'failed',
        problem: expect.objectContaining({ kind: 'permission', summary: expect.stringContaining('data folder') }),
      },
    ]);
    expect(await readFile(file, 'utf8')).toBe('');
  });

  it('does not begin when it was told to stop before', async () => {
    const events = await collect(provisioner(async () => undefined).apply(workshop, 'network', AbortSignal.abort()));
    expect(events).toEqual([{ type: 'failed', problem: expect.objectContaining({ kind: 'interrupted' }) }]);
  });
});
