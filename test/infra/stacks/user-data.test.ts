import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mountVolume } from '../../../infra/stacks/constructs/mount-volume';
import { openFolder } from '../../../infra/stacks/constructs/user-data';

const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
const missing = process.getuid?.() === 0 ? (has('setpriv') ? undefined : 'setpriv is missing') : 'this needs root';
const describeAsRoot = missing === undefined ? describe : describe.skip;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'usher-host-'));
  chmodSync(root, 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describeAsRoot(`the shared folder of a host${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  const JUPYTER = [1000, 100] as const;
  const AIRFLOW = [50_000, 0] as const;
  const as = ([uid, gid]: readonly [number, number], script: string): string =>
    execFileSync('setpriv', [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', 'bash', '-ec', script], {
      encoding: 'utf8',
      stdio: 'pipe',
      cwd: join(root, 'work'),
    });
  const make = (path = process.env['PATH']) =>
    execFileSync('bash', ['-e'], { input: openFolder(join(root, 'work')), env: { PATH: path } });
  /** Of tools on the PATH only what the lines need, and no setfacl. */
  const withoutAcl = (): string => {
    const bin = join(root, 'bin');
    mkdirSync(bin);
    execFileSync('ln', ['-s', execFileSync('sh', ['-c', 'command -v install'], { encoding: 'utf8' }).trim(), bin]);
    execFileSync('ln', ['-s', '/bin/bash', bin]);
    return bin;
  };
  const share = (umask: string) => {
    as(JUPYTER, `${umask}; mkdir -p dags; echo one > dags/lesson.py; echo one > notes.txt`);
    as(
      AIRFLOW,
      `${umask}; echo two >> dags/lesson.py; echo two >> notes.txt; mkdir -p dags/made; echo > dags/made/by-airflow`,
    );
    as(JUPYTER, `${umask}; echo three >> dags/made/by-airflow; mv dags/made/by-airflow dags/mine; rm -r dags/made`);
    return readFileSync(join(root, 'work/dags/lesson.py'), 'utf8');
  };

  it('is written by both apps, each of which edits, moves and removes what the other made', () => {
    const bin = withoutAcl();
    execFileSync(join(bin, 'bash'), ['-e'], { input: openFolder(join(root, 'work')), env: { PATH: bin } });
    expect(share('umask 0000')).toBe('one\ntwo\n');
    // The group is the folder's, whoever writes.
    expect(statSync(join(root, 'work/dags')).gid).toBe(100);
  });

  (has('setfacl') ? it : it.skip)('is so even where an app sets no umask, as far as the host has setfacl', () => {
    make();
    expect(share('umask 0022')).toBe('one\ntwo\n');
    expect(share('umask 0077')).toBe('one\ntwo\n');
  });

  it('is opened again where a volume brings it along', () => {
    make();
    as(JUPYTER, 'umask 0000; echo kept > notes.txt');
    chmodSync(join(root, 'work'), 0o755);
    make();
    expect(statSync(join(root, 'work')).mode & 0o7777).toBe(0o2777);
    expect(readFileSync(join(root, 'work/notes.txt'), 'utf8')).toBe('kept\n');
  });
});

describe('a host that mounts its volume', () => {
  const DEVICE = 'dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0abc';
  /** Runs the lines with every absolute path under a folder, and tools that only note how they are called. */
  const run = (blank: boolean, timeout = 20_000) => {
    const bin = join(root, 'bin');
    mkdirSync(join(root, 'etc'), { recursive: true });
    mkdirSync(bin, { recursive: true });
    const fake = (name: string, body = 'true') =>
      writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> ${root}/calls\n${body}\n`, { mode: 0o755 });
    fake('blkid', `exit ${blank ? 2 : 0}`);
    for (const name of ['mkfs.xfs', 'mount', 'systemctl']) fake(name);
    const script = mountVolume('vol-0abc', '/var/lib/usher/work')
      .replaceAll(/(?<![\w}"])\/(?=(etc|var|dev)\/)/g, `${root}/`)
      .replace('sleep 2', 'sleep 0.1');
    const env = { PATH: `${bin}${delimiter}${process.env['PATH']}` };
    const done = spawnSync('bash', ['-e'], { input: script, encoding: 'utf8', env, timeout });
    const read = (file: string) => readFileSync(join(root, file), 'utf8').replaceAll(root, '');
    return { done, read, calls: () => read('calls').trim().split('\n') };
  };
  const attach = () => {
    mkdirSync(join(root, 'dev/disk/by-id'), { recursive: true });
    writeFileSync(join(root, DEVICE), '');
  };

  it('makes a file system on a blank one and mounts it, now and at every boot', () => {
    attach();
    const { done, read, calls } = run(true);
    expect(done.status).toBe(0);
    expect(calls()).toEqual([
      'systemctl daemon-reload',
      `blkid -p /${DEVICE}`,
      `mkfs.xfs -q -L usher-work /${DEVICE}`,
      `mount /${DEVICE} /var/lib/usher/work`,
    ]);
    expect(read('etc/fstab')).toBe('LABEL=usher-work /var/lib/usher/work xfs defaults,nofail 0 2\n');
  });

  it('leaves what is on a used one alone', () => {
    attach();
    const { calls } = run(false);
    expect(calls().filter((call) => call.startsWith('mkfs'))).toEqual([]);
    expect(calls().at(-1)).toBe(`mount /${DEVICE} /var/lib/usher/work`);
  });

  it('waits for one that is not attached yet, and keeps the agent from starting over the bare folder', () => {
    const { done, read, calls } = run(true, 1_500);
    expect(done.error).toMatchObject({ code: 'ETIMEDOUT' });
    expect(done.stdout).toContain('waiting for vol-0abc');
    expect(calls()).toEqual(['systemctl daemon-reload']);
    expect(read('etc/systemd/system/ecs.service.d/usher.conf')).toBe(
      '[Service]\nExecStartPre=/usr/bin/mountpoint -q /var/lib/usher/work\n',
    );
  });
});
