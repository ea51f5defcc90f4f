import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fateOfLock } from '../../../infra/terraform/lock-fate';
import { isWorkedOn } from '../../../infra/terraform/process-list';
import type { StateLock } from '../../../infra/terraform/state-lock';
import { whoWeAre } from '../../../infra/terraform/who';
import type { LostRun } from '../../../workshop/ports/provisioner';
import { removeScratch, scratch } from './support';

const at = (time: string): Date => new Date(`2026-11-24T${time}Z`);
const lost: LostRun = { from: at('10:00:00'), until: at('10:05:00'), who: 'ada@elsewhere' };
const STOP_TIMEOUT = 5 * 60_000;

const lockOf = (who: string, time: string): StateLock => ({
  id: '83d4baa4',
  who,
  operation: 'OperationTypeApply',
  created: at(time),
});

describe('a lock', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(scratch(), 'terraform', 'nov-ab12cd', 'batch-001');
    mkdirSync(folder, { recursive: true });
  });
  afterEach(() => removeScratch(join(folder, '../../..')));

  const fate = (lock: StateLock, now: string, of: Partial<Parameters<typeof fateOfLock>[1]> = {}) =>
    fateOfLock(lock, {
      interrupted: undefined,
      lost,
      stopTimeoutMs: STOP_TIMEOUT,
      clock: { now: () => at(now), sleep: () => Promise.resolve() },
      workspace: { folder } as never,
      ...of,
    });

  it('of the lost run is waited for as long as its Terraform may live, and released then', async () => {
    const lock = lockOf('ada@elsewhere', '10:04:00');
    expect(await fate(lock, '10:05:10')).toBe('wait');
    expect(await fate(lock, '10:10:59')).toBe('wait');
    expect(await fate(lock, '10:11:00')).toBe('release');
  });

  it('that the lost run took a moment after its last sign of life is its own', async () => {
    expect(await fate(lockOf('ada@elsewhere', '10:05:50'), '10:30:00')).toBe('release');
  });

  it('of anybody else is kept, however old', async () => {
    expect(await fate(lockOf('ben@elsewhere', '10:04:00'), '20:00:00')).toBe('keep');
    expect(await fate(lockOf('ada@laptop', '10:04:00'), '20:00:00')).toBe('keep');
  });

  it('that was taken before or after the lost run is kept', async () => {
    expect(await fate(lockOf('ada@elsewhere', '09:59:00'), '20:00:00')).toBe('keep');
    expect(await fate(lockOf('ada@elsewhere', '10:07:00'), '20:00:00')).toBe('keep');
  });

  it('is kept where no run was lost', async () => {
    expect(await fate(lockOf('ada@elsewhere', '10:04:00'), '20:00:00', { lost: undefined })).toBe('keep');
  });

  it('of a run that this machine knows to be dead is released at once', async () => {
    const own = { lost: undefined, interrupted: { from: lost.from, until: lost.until } };
    expect(await fate(lockOf(whoWeAre(), '10:04:00'), '10:05:01', own)).toBe('release');
  });

  it('of a run lost on this machine is released as soon as nobody works on the stack, where that can be seen', async () => {
    const here = { ...lost, who: `ada@${hostname()}` };
    const lock = lockOf(here.who, '10:04:00');
    // Within a container there is no telling.
    const canSee = (await isWorkedOn('nov-ab12cd/batch-001')) !== undefined;
    expect(await fate(lock, '10:05:10', { lost: here })).toBe(canSee ? 'release' : 'wait');
    const elsewhere = join(folder, '../../../other/terraform/nov-ab12cd/batch-001');
    mkdirSync(elsewhere, { recursive: true });
    const terraform = spawn('sleep', ['60'], { cwd: elsewhere, stdio: 'ignore' });
    try {
      expect(await fate(lock, '10:05:10', { lost: here })).toBe('wait');
    } finally {
      terraform.kill('SIGKILL');
    }
  });
});
