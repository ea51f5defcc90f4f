import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { identify } from '../../../infra/terraform/process-identity';

const LEASH = join(__dirname, '../../../infra/terraform/leash.cjs');
const started: ChildProcess[] = [];

/** A leash on a program of these lines, and what that program said so far. */
function leashed(lines: string, patience = 60_000) {
  const leash = spawn(process.execPath, [LEASH, String(patience), process.execPath, '-e', lines], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  started.push(leash);
  let said = '';
  leash.stdout?.on('data', (text: Buffer) => (said += text.toString()));
  const until = async (words: string): Promise<void> => {
    while (!said.includes(words)) await sleep(10);
  };
  return { leash, until, words: () => said, ended: once(leash, 'exit') as Promise<[number | null, string | null]> };
}

const isGroupAlive = (pid: number | undefined): boolean => {
  try {
    return process.kill(-(pid ?? 0), 0);
  } catch {
    return false;
  }
};

/** Says `asked` for each SIGINT; ends by itself half a second after the first. */
const POLITE = `let n = 0;
process.on('SIGINT', () => { console.log('asked', ++n); setTimeout(() => process.exit(7), 500); });
setInterval(() => undefined, 1000); console.log('ready');`;
const DEAF = `process.on('SIGINT', () => undefined); setInterval(() => undefined, 1000); console.log('ready', process.pid);`;

describe('a program on the leash', () => {
  afterEach(() => {
    for (const { pid } of started.splice(0)) if (isGroupAlive(pid)) process.kill(-(pid ?? 0), 'SIGKILL');
  });

  it('ends the leash with its own code, and with its own signal', async () => {
    expect(await leashed('process.exit(3)').ended).toEqual([3, null]);
    expect(await leashed("process.kill(process.pid, 'SIGTERM'); setInterval(() => undefined, 1000)").ended).toEqual([
      null,
      'SIGTERM',
    ]);
  });

  it('is asked to stop once, however often the leash is', async () => {
    const { leash, until, words, ended } = leashed(POLITE);
    await until('ready');
    leash.kill('SIGINT');
    await until('asked 1');
    leash.kill('SIGINT');
    leash.stdin?.destroy();
    expect(await ended).toEqual([7, null]);
    expect(words()).not.toContain('asked 2');
  });

  it('is asked to stop when the other end of the leash is let go', async () => {
    const { leash, until, words, ended } = leashed(POLITE);
    await until('ready');
    leash.stdin?.destroy();
    expect(await ended).toEqual([7, null]);
    expect(words()).toContain('asked 1');
  });

  it('is killed where it does not stop in its time', async () => {
    const { leash, until, words, ended } = leashed(DEAF, 200);
    await until('\n');
    leash.stdin?.destroy();
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await identify(Number(words().split(' ')[1]))).toBeUndefined();
  });

  it('goes on while the leash is held', async () => {
    const { leash, until } = leashed(DEAF, 1);
    await until('ready');
    await sleep(200);
    expect(leash.exitCode).toBeNull();
  });

  it('that cannot be started ends the leash as a shell would', async () => {
    const leash = spawn(process.execPath, [LEASH, '1', '/no/such/program'], { detached: true, stdio: 'pipe' });
    expect(await once(leash, 'exit')).toEqual([127, null]);
  });
});
