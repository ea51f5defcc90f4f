import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeFileSync } from 'node:fs';
import { assignments } from '../../../infra/stacks/shell';
import { synthJson, testWorkshop } from './support';
import { argvOf, containersOf, environmentOf, makeRoot } from './task';
import { findPostgres, POSTGRES_MISSING, startPostgres, type PostgresServer } from '../../support/postgres';

const exec = promisify(execFile);
const bin = findPostgres();
if (!bin && process.env['CI']) throw new Error(`these tests need ${POSTGRES_MISSING}`);
const onServer = bin ? describe : describe.skip;

onServer(`the container that makes a seat's database (needs ${POSTGRES_MISSING})`, () => {
  let server: PostgresServer;
  const environment = (user: string, database = 'postgres'): NodeJS.ProcessEnv => ({
    PATH: `${bin}:${process.env['PATH']}`,
    PGHOST: new URL(server.url('postgres')).searchParams.get('host') ?? '',
    PGUSER: user,
    PGDATABASE: database,
  });
  const container = containersOf(synthJson(testWorkshop(), 'batch-001'), 'airflow').find(
    ({ name }) => name === 'airflow-database',
  )!;
  /** What the task definition would run, after the container that picks; as on RDS, whose master is no superuser. */
  const make = (role: string, password: string) => {
    const root = makeRoot(undefined);
    writeFileSync(
      join(root.path('run'), 'seat.env'),
      assignments({ DATABASE_ROLE: role, DATABASE_PASSWORD: password }),
    );
    const [file = '', ...args] = argvOf(container, root);
    const env = { ...environmentOf(container, {}), ...environment('master') };
    return exec(file, args, { env, timeout: 20_000 });
  };
  const ask = async (user: string, database: string, query: string): Promise<string> =>
    (
      await exec(join(bin!, 'psql'), ['-X', '-A', '-t', '-c', query], { env: environment(user, database) })
    ).stdout.trim();

  beforeAll(async () => {
    server = await startPostgres(bin!);
    await ask('usher', 'postgres', 'CREATE ROLE master LOGIN CREATEDB CREATEROLE');
    for (const name of ['postgres', 'template1'])
      await ask('usher', 'postgres', `ALTER DATABASE ${name} OWNER TO master`);
  }, 60_000);
  afterAll(() => server.stop());

  it('makes a database that belongs to the seat and opens to no other', async () => {
    await make('airflow_001', 'one');
    await make('airflow_002', 'two');
    await ask('airflow_001', 'airflow_001', 'CREATE TABLE mine (id int)');
    await expect(ask('airflow_002', 'airflow_001', 'SELECT 1')).rejects.toThrow(/permission denied for database/);
  });

  it('lets a seat into no database but its own, and keeps it from using the server up', async () => {
    await make('airflow_004', 'four');
    for (const database of ['postgres', 'template1']) {
      await expect(ask('airflow_004', database, 'SELECT 1')).rejects.toThrow(/permission denied for database/);
    }
    expect(await ask('airflow_004', 'airflow_004', 'SELECT 1')).toBe('1');
    const limit = await ask('usher', 'postgres', "SELECT rolconnlimit FROM pg_roles WHERE rolname = 'airflow_004'");
    expect(limit).toBe('32');
  });

  it('may run again, keeps what is there and takes the new password', async () => {
    const stored = (): Promise<string> =>
      ask('usher', 'postgres', "SELECT rolpassword FROM pg_authid WHERE rolname = 'airflow_003'");
    await make('airflow_003', `it's "quoted" $HOME`);
    const before = await stored();
    await ask('airflow_003', 'airflow_003', 'CREATE TABLE kept (id int)');
    await make('airflow_003', 'another');
    expect(await ask('airflow_003', 'airflow_003', 'SELECT count(*) FROM kept')).toBe('0');
    expect(before).toMatch(/^SCRAM-SHA-256/);
    expect(await stored()).not.toBe(before);
  });

  it('works for many seats at the same moment', async () => {
    const roles = Array.from({ length: 8 }, (_, i) => `airflow_1${String(i).padStart(2, '0')}`);
    await Promise.all(roles.map((role) => make(role, 'word')));
    const found = await ask('usher', 'postgres', "SELECT count(*) FROM pg_database WHERE datname LIKE 'airflow\\_1%'");
    expect(found).toBe('8');
  }, 60_000);
});
