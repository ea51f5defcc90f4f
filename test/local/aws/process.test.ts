import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from './scenario';

const ROOT = path.join(__dirname, '../../..');

/** Command lines of the processes that run moto on one of these ports, from /proc. */
function motos(port: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes('moto_server') && line.includes(`-p ${port} `));
}

// Processes are looked up in /proc, which only Linux has.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('npm run local:aws', () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'usher-local-aws-'));
  let child: ChildProcess | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function start() {
    child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'local/aws/main.ts')], {
      cwd: ROOT,
      env: { ...process.env, USHER_DATA_DIR: dataDir, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout!.on('data', (text: Buffer) => (said += text.toString()));
    await until(() => Promise.resolve(said.includes('Ctrl-C')), 'the environment to export', 30_000);
    const endpoint = /AWS_ENDPOINT_URL=(\S+)/.exec(said)![1]!;
    const log = await until(() => {
      const match = /http:\/\/127\.0\.0\.1:(\d+)/.exec(readFileSync(path.join(dataDir, 'moto.log'), 'utf8'));
      return Promise.resolve(match?.[1]);
    }, 'the log of moto');
    return { said, endpoint, motoPort: log };
  }

  it('prints what to export, and leaves no process behind after Ctrl-C', async () => {
    const { said, endpoint, motoPort } = await start();
    expect(said).toMatch(/^export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+$/m);
    expect(said).toMatch(/^export AWS_SECRET_ACCESS_KEY=/m);
    expect(await (await fetch(`${endpoint}/_local`)).json()).toMatchObject({ local: true, controlPlane: true });
    expect(motos(motoPort).length).toBeGreaterThan(0);
    child!.kill('SIGINT');
    const [code] = (await once(child!, 'exit')) as [number];
    expect(code).toBe(0);
    expect(motos(motoPort)).toEqual([]);
  }, 60_000);

  it('leaves no process behind when it is killed without warning', async () => {
    const { motoPort } = await start();
    child!.kill('SIGKILL');
    await until(() => Promise.resolve(motos(motoPort).length === 0), 'moto to go too');
    expect(motos(motoPort)).toEqual([]);
  }, 60_000);

  it('answers to loopback names only', async () => {
    const { endpoint } = await start();
    const status = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        http
          .get(`${endpoint}/_local`, { headers: { host } }, (response) => {
            response.resume();
            resolve(response.statusCode);
          })
          .on('error', reject);
      });
    expect(await status('evil.example:4566')).toBe(403);
    expect(await status('127.0.0.1.evil.example')).toBe(403);
    expect(await status('localhost:4566')).toBe(200);
    expect(await status('bucket.localhost')).toBe(200);
  }, 60_000);
});
