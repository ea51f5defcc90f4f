import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase, openStore } from '../../store/index';
import { appliedMigrations, pendingMigrations } from '../../store/migrate';
import type { Store } from '../../workshop/ports/store';
import { ProblemError } from '../../workshop/problems';
import { makeWorkshop, onServer } from './engines';

const problemOf = async (opening: Promise<unknown>) => {
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problem;
};

onServer('a server', (makeOptions) => {
  it('is migrated once by 24 who start at the same moment', async () => {
    const options = await makeOptions();
    const stores = await Promise.all(Array.from({ length: 24 }, () => openStore(options)));
    const { db, close } = await openDatabase(options);
    const names = await appliedMigrations(db);
    expect(names[0]).toBe('0001-first');
    expect(new Set(names).size).toBe(names.length);
    expect(await pendingMigrations(db)).toEqual([]);
    await makeWorkshop(stores[23] as Store);
    expect(await (stores[0] as Store).workshops.list()).toHaveLength(1);
    await Promise.all([close(), ...stores.map((store) => store.close())]);
  });

  it('that a newer Usher has migrated is refused and left alone', async () => {
    const options = await makeOptions();
    const store = await openStore(options);
    const { db, close } = await openDatabase(options);
    await sql`insert into kysely_migration (name, timestamp) values ('0099-later', now()::text)`.execute(db);
    const problem = await problemOf(openStore(options));
    expect(problem.summary).toContain('made by a newer Usher: it has 0099-later');
    await Promise.all([store.close(), close()]);
  });

  it('that ends a connection does not end the bot, and the next query has a new one', async () => {
    const options = await makeOptions();
    const lines: string[] = [];
    const store = await openStore({ ...options, log: (line) => lines.push(line) });
    const { db, close } = await openDatabase(options);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and datname = current_database()`.execute(db);
    const isTold = () => lines.some((line) => line.includes('idle connection was lost'));
    while (!isTold()) await new Promise((resolve) => setTimeout(resolve, 10));
    await makeWorkshop(store);
    await Promise.all([store.close(), close()]);
  });

  it('without the database says which one is missing', async () => {
    const { databaseUrl = '' } = await makeOptions();
    const problem = await problemOf(
      openStore({ dataDir: 'unused', databaseUrl: databaseUrl.replace(/usher_\d+/, 'gone') }),
    );
    expect(problem.summary).toMatch(/^The server at .*\/gone has no such database\.$/);
  });
});

it('a server that is not there is named without its password', async () => {
  const databaseUrl = 'postgres://usher:swordfish@127.0.0.1:1/usher';
  const problem = await problemOf(openStore({ dataDir: 'unused', databaseUrl }));
  expect(problem).toMatchObject({ kind: 'network', summary: 'The database at 127.0.0.1:1/usher does not answer.' });
  expect(JSON.stringify(problem)).not.toContain('swordfish');
});
