import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { scratch, testCredentials, testWorkshop } from './support';
import { argvOf, batchOf, containersOf, environmentOf, hostFile, makeRoot, run } from './task';

const MISSING = 'bash, curl and python3 on the PATH';
const found = ['bash', 'curl', 'python3'].every((name) => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
if (!found && process.env['CI']) throw new Error(`these tests need ${MISSING}`);

const apps = DEFAULT_APPS.map((app) => ({ ...app, ...(process.getuid ? { user: process.getuid() } : {}) }));
const { json, secrets } = batchOf(testWorkshop({ apps }), 'batch-001', testCredentials);

/** A folder of commands to put before the PATH. */
function commands(scripts: Readonly<Record<string, string>>): string {
  const bin = join(scratch(), 'bin');
  mkdirSync(bin);
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

/**
 * Starts the container with an `airflow` that notes how it was called and runs for as long as `lives` says, in seconds. Airflow
 * itself is in no package of this machine's.
 */
async function start(lives: string) {
  const root = makeRoot(hostFile(json, '002'));
  const home = scratch();
  const bin = commands({
    entrypoint: '#!/bin/sh\nexec "$@"\n',
    airflow: `#!/bin/sh\necho "$*" >> ${home}/calls\n[ "$1" != db ] || env > ${home}/env\n${lives}\n`,
  });
  const all = containersOf(json, 'airflow');
  const [picker, app] = [all[0]!, all.at(-1)!];
  const picked = await run(argvOf(picker, root), environmentOf(picker, secrets));
  expect(picked.code).toBe(0);
  const here = (text: string) =>
    text.replace(/^\/entrypoint$/, join(bin, 'entrypoint')).replaceAll('/opt/airflow', home);
  const environment = environmentOf(app, secrets);
  const env = { ...environment, PATH: `${bin}:${environment['PATH']}` };
  const ended = await run(argvOf(app, root).map(here), env);
  return { ended, root, home, read: (name: string) => readFileSync(join(home, name), 'utf8') };
}

(found ? describe : describe.skip)(`what the task definition runs as Airflow (needs ${MISSING})`, () => {
  it('migrates first, then runs four processes, and ends when the first of them does', async () => {
    const { ended, read } = await start('case "$1" in db) ;; triggerer) sleep 1 ;; *) exec sleep 15 ;; esac');
    expect(ended.code).toBe(1);
    const [first, ...rest] = read('calls').trim().split('\n');
    expect(first).toBe('db migrate');
    expect(rest.sort()).toEqual(['api-server --port 8080 --proxy-headers', 'dag-processor', 'scheduler', 'triggerer']);
  });

  it('starts nothing where the database cannot be migrated', async () => {
    const { ended, read } = await start('exit 1');
    expect(ended.code).toBe(1);
    expect(read('calls')).toBe('db migrate\n');
  });

  it('logs the seat in with its own word, and knows its database, its keys and its address', async () => {
    const { read, home, root } = await start('[ "$1" = db ]');
    expect(JSON.parse(read('usher-passwords.json'))).toEqual({ 'seat-002': 'classified-word-2' });
    expect(statSync(join(home, 'usher-passwords.json')).mode & 0o777).toBe(0o600);
    const lines = read('env').split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS=seat-002:admin',
        'AIRFLOW__API__BASE_URL=http://lb-1:9002/',
        'AIRFLOW__CORE__FERNET_KEY=classified-airflow-fernet-2=',
        'AIRFLOW__API_AUTH__JWT_SECRET=classified-airflow-jwt-2',
        'AIRFLOW__API__SECRET_KEY=classified-airflow-api-2',
        'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=postgresql://airflow_002:classified-airflow-database-2@database.nov-abc123.usher.internal:5432/airflow_002',
        'AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL=2',
      ]),
    );
    expect(lines.filter((line) => line.includes('word-1') || line.startsWith('SEAT_'))).toEqual([]);
    // Jupyter runs as somebody else and writes here.
    expect(existsSync(join(root.path('work'), 'dags'))).toBe(true);
    expect(statSync(join(root.path('work'), 'dags')).mode & 0o777).toBe(0o777);
  });
});

(found ? describe : describe.skip)(`the health check of Airflow (needs ${MISSING})`, () => {
  let server: http.Server;
  let answer: unknown;
  const well = { status: 'healthy' };
  const all = { metadatabase: well, scheduler: well, dag_processor: well, triggerer: well };
  const bin = commands({ python: '#!/bin/sh\nexec python3 "$@"\n' });

  beforeAll(async () => {
    server = http.createServer((_, response) => response.end(JSON.stringify(answer))).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());

  const check = async (said: unknown, port = (server.address() as AddressInfo).port): Promise<number> => {
    answer = said;
    const [, command = ''] = containersOf(json, 'airflow').at(-1)?.healthCheck?.command ?? [];
    const env = { PATH: `${bin}:${process.env['PATH']}` };
    return (await run(['sh', '-c', command.replace('localhost:8080', `127.0.0.1:${port}`)], env)).code;
  };

  it('is content when every part says that it is well', async () => {
    expect(await check(all)).toBe(0);
  });

  it('is not when one part is silent or missing, although the answer is 200, nor when nobody answers', async () => {
    expect(await check({ ...all, scheduler: { status: 'unhealthy' } })).not.toBe(0);
    expect(await check({ ...all, dag_processor: { status: null } })).not.toBe(0);
    expect(await check({ metadatabase: well })).not.toBe(0);
    expect(await check('well')).not.toBe(0);
    expect(await check(all, 1)).not.toBe(0);
  });
});
