/** @jest-environment ./test/support/pglite-environment.cjs */
import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase, openStore } from '../../store';
import { lockFolder } from '../../store/folder-lock';
import { visitStore } from '../../store/visit';
import { examine } from '../../workshop/use-cases/doctor';
import type { Checkup } from '../../workshop/ports/checkup';
import { onBothEngines, onServer } from './engines';

const look = async (checkup: Checkup) => (await examine([checkup], { log: (line) => expect(line).toBe('') }))[0];

onBothEngines('the checkup of the database', (bench) => {
  it('says which engine, that it is current and takes writes, and leaves nothing behind', async () => {
    const { checkup, close } = await openStore(bench.options);
    expect(await look(checkup)).toMatchObject({
      state: 'well',
      says: expect.stringMatching(/^PostgreSQL \d+(\.\d+)?, .*: current, writable, \d+ ms away\.$/),
    });
    expect(await bench.database.db.selectFrom('seenEvents').selectAll().execute()).toEqual([]);
    await close();
  });

  it('sees a database that takes no writes', async () => {
    const { checkup, close } = await openStore(bench.options);
    await sql`create function refuse() returns trigger as $$ begin raise exception 'cannot write here'; end $$ language plpgsql`.execute(
      bench.database.db,
    );
    await sql`create trigger refuse before insert on seen_events execute function refuse()`.execute(bench.database.db);
    expect(await look(checkup)).toMatchObject({ state: 'ill', says: expect.stringContaining('cannot write here') });
    await close();
  });
});

onServer('a visit to a database server', (options) => {
  it('makes and migrates nothing, and says what is to be done', async () => {
    const asked = await options();
    const visit = await visitStore(asked);
    expect(visit.store).toBeUndefined();
    expect(await look(visit.checkup)).toMatchObject({ state: 'unknown', says: expect.stringContaining('0001-first') });
    await visit.close();
    const { db, close } = await openDatabase(asked);
    const { rows } = await sql`select tablename from pg_tables where schemaname = 'public'`.execute(db);
    expect(rows).toEqual([]);
    await close();
  });

  it('reads a database that is current', async () => {
    const asked = await options();
    await (await openStore(asked)).close();
    const visit = await visitStore(asked);
    expect(await visit.store?.workshops.list()).toEqual([]);
    expect(await look(visit.checkup)).toMatchObject({ state: 'well' });
    await visit.close();
  });
});

describe('a visit to a database that cannot be opened', () => {
  it('says what is wrong with a server, and never the password', async () => {
    const visit = await visitStore({ dataDir: 'unused', databaseUrl: 'postgres://usher:hunter2@127.0.0.1:1/usher' });
    const seen = await look(visit.checkup);
    expect(seen).toMatchObject({ state: 'ill', says: 'The database at 127.0.0.1:1/usher does not answer.' });
    expect(JSON.stringify(seen)).not.toContain('hunter2');
  });

  it('finds no embedded database before the first start, and makes none', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'usher-visit-'));
    const visit = await visitStore({ dataDir });
    expect(await look(visit.checkup)).toMatchObject({ state: 'well', says: expect.stringContaining('None yet') });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('leaves an embedded database alone that a running Usher has open', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'usher-visit-'));
    mkdirSync(join(dataDir, 'db'));
    const lock = await lockFolder(join(dataDir, 'lock'));
    const visit = await visitStore({ dataDir });
    await lock.release();
    expect(await look(visit.checkup)).toMatchObject({
      state: 'unknown',
      says: expect.stringContaining(`Another Usher (pid ${process.pid})`),
      mend: expect.stringContaining('/workshop doctor'),
    });
  });

  it('names what another version of PostgreSQL left', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'usher-visit-'));
    mkdirSync(join(dataDir, 'db'));
    writeFileSync(join(dataDir, 'db', 'PG_VERSION'), '17\n');
    const visit = await visitStore({ dataDir });
    expect(await look(visit.checkup)).toMatchObject({ state: 'ill', says: expect.stringContaining('PostgreSQL 17') });
  });
});
