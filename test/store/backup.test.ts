/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { makeBackup, restoreBackup } from '../../store/backup';
import { TABLES } from '../../store/backup/format';
import { openDatabase, type StoreOptions } from '../../store/index';
import { migrate } from '../../store/migrate';
import { createCredentials } from '../../workshop/credentials';
import { createLeakFinder } from '../support/leaks';
import { createWorld, SECRET } from '../support/world';
import { makeWorkshop, onBothEngines, onServer } from './engines';
import { contentsOf, fill, inStore, ODD } from './filled';

const linesIn = (path: string): string[] => gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');

onBothEngines('a backup', (bench) => {
  let dataDir: string;
  let options: StoreOptions;
  let file: string;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'usher-backup-'));
    options = { ...bench.options, dataDir };
    file = join(dataDir, 'my.jsonl.gz');
    await bench.store.close();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  /** Nobody else may be connected to the database then. */
  const restore = async (path = file, replace = false, now = new Date()) => {
    await bench.database.close();
    return restoreBackup(options, path, { replace, now });
  };
  const wipe = () =>
    sql`drop schema public cascade`
      .execute(bench.database.db)
      .then(() => sql`create schema public`.execute(bench.database.db));
  const tamper = (change: (lines: string[]) => string[]): void =>
    writeFileSync(file, gzipSync(`${change(linesIn(file)).join('\n')}\n`));

  it('brings back every row of every table to the microsecond, and numbers go on behind them', async () => {
    await inStore(options, fill);
    const before = await contentsOf(options);
    expect(Object.values(before).filter((rows) => rows.length === 0)).toEqual([]);
    const { counts } = await makeBackup(options, file);
    await wipe();
    expect(await restore()).toMatchObject({ counts, before: undefined, migrated: [] });
    expect(await contentsOf(options)).toEqual(before);
    expect(counts).toMatchObject({ workshops: 2, seats: 5, events: 2, seen_events: 1 });
    await inStore(options, async (store) => {
      const { id } = await makeWorkshop(store, 'jan');
      const event = await store.events.append({ workshopId: id, actor: 'U1', type: 'workshop-opened', room: ODD });
      expect(event.id).toBe(3);
      expect((await store.workshops.list()).map(({ spec }) => spec.name)).toEqual(['jan', 'dec', 'nov']);
      expect(await store.firstSight('Ev1')).toBe(false);
    });
  });

  it('holds more rows than are read or written at a time', async () => {
    await sql`insert into seen_events (id) select 'Ev' || n from generate_series(1, 1203) n`.execute(bench.database.db);
    const before = await contentsOf(options);
    await makeBackup(options, file);
    await restore();
    expect(await contentsOf(options)).toEqual(before);
    expect(before['seen_events']).toHaveLength(1203);
  });

  it('covers every table there is', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
      bench.database.db,
    );
    const names = rows.map(({ name }) => name).filter((name) => !name.startsWith('kysely_'));
    expect(names.sort()).toEqual([...TABLES].sort());
  });

  it("is its owner's alone, and takes the place of no other file", async () => {
    const { path } = await makeBackup(options);
    expect(path).toMatch(/backups\/usher-\d{8}T\d{6}Z\.jsonl\.gz$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'backups')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(1);
    writeFileSync(file, 'of somebody');
    await expect(makeBackup(options, file)).rejects.toThrow('There is a file');
    expect(readFileSync(file, 'utf8')).toBe('of somebody');
  });

  it('goes over a database with workshops only when told, and keeps what was there', async () => {
    await inStore(options, fill);
    const old = await contentsOf(options);
    await makeBackup(options, file);
    await inStore(options, (store) => makeWorkshop(store, 'jan'));
    const later = await contentsOf(options);
    await expect(restore()).rejects.toThrow('holds 3 workshops already. Add --replace');
    expect(await contentsOf(options)).toEqual(later);
    const { before } = await restore(file, true);
    expect(await contentsOf(options)).toEqual(old);
    await restore(before, true, new Date(0));
    expect(await contentsOf(options)).toEqual(later);
  });

  it.each<[string, () => void]>([
    ['is cut off', () => writeFileSync(file, readFileSync(file).subarray(0, -40))],
    ['lost its last lines', () => tamper((lines) => lines.slice(0, -2))],
    ['lost a row', () => tamper((lines) => lines.filter((line) => !line.includes('"Ev1"')))],
    ['has a line that is none', () => tamper((lines) => [...lines.slice(0, -1), '{"table":"pg_user","row":{}}'])],
    ['breaks a rule of the tables', () => tamper((lines) => lines.map((line) => line.replace('"absent"', '"gone"')))],
  ])('that %s changes nothing', async (_, damage) => {
    await inStore(options, fill);
    await makeBackup(options, file);
    await inStore(options, (store) => makeWorkshop(store, 'jan'));
    const before = await contentsOf(options);
    damage();
    await expect(restore(file, true)).rejects.toThrow(/damaged|cannot be read|violates check/);
    expect(await contentsOf(options)).toEqual(before);
  });

  it('of an older Usher is brought up to date', async () => {
    await wipe();
    await migrate(bench.database.db, '0001-first');
    await sql`insert into workshops (id, name, suffix, spec, state, crew_channel, join_policy, created_by)
      values ('w1', 'nov', 'aaaaaa', '{"name":"nov","seats":1}', 'deployed', 'C1', 'room', 'U1')`.execute(
      bench.database.db,
    );
    await sql`insert into seats (workshop_id, no, state) values ('w1', 1, 'ready')`.execute(bench.database.db);
    await makeBackup(options, file);
    expect(JSON.parse(linesIn(file)[0] ?? '')).toMatchObject({ migrations: ['0001-first'] });
    await wipe();
    await migrate(bench.database.db);
    const { migrated } = await restore();
    expect(migrated).toContain('0002-spares');
    await inStore(options, async (store) => {
      expect(await store.seats.list('w1')).toMatchObject([{ no: 1, state: 'ready', spare: false }]);
    });
  });

  it('of a newer Usher is refused, by its tables or by its form', async () => {
    await makeBackup(options, file);
    tamper(([header = '', ...rest]) => [header.replace('"0001-first"', '"0001-first","0099-later"'), ...rest]);
    await expect(restore()).rejects.toThrow('was made by a newer Usher. Restore it with that version.');
    tamper(([header = '', ...rest]) => [header.replace('"format":1', '"format":2'), ...rest]);
    await expect(restore()).rejects.toThrow('was made by a newer Usher');
  });

  it('is told from other files', async () => {
    writeFileSync(file, gzipSync('{"resources":[]}\n'));
    await expect(restore()).rejects.toThrow("is not a backup of Usher's");
    writeFileSync(file, 'plain');
    await expect(restore()).rejects.toThrow('cannot be read as a backup');
    await expect(restore(join(dataDir, 'none'))).rejects.toThrow('cannot be read as a backup');
  });

  it('is not made of nothing', async () => {
    await wipe();
    await expect(makeBackup(options, file)).rejects.toThrow('There is nothing to back up');
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('holds no secret after a day at work', async () => {
    await inStore(options, async (store) => {
      const { usher, deployed } = createWorld(store);
      const workshop = await deployed(2);
      await usher.open(workshop, 'U-ADA', 'C-ROOM');
      expect(await usher.claim('U-BEN')).toMatchObject({ kind: 'card' });
      await makeBackup(options, file);
      const credentials = createCredentials(SECRET);
      const purposes = workshop.spec.apps.flatMap((app) =>
        [...Object.values(app.secrets ?? {}), 'database'].map((purpose) => `${app.name}-${purpose}`),
      );
      const secrets = [1, 2].flatMap((no) => [
        credentials.seatPassword(workshop, no),
        ...purposes.map((purpose) => credentials.seatKey(workshop, no, purpose)),
      ]);
      const finder = createLeakFinder([SECRET, credentials.databasePassword(workshop), ...secrets]);
      const text = linesIn(file).join('\n');
      expect(text).toContain('U-BEN');
      expect(finder.in(text)).toEqual([]);
    });
  });
});

onServer('a backup of a server at work', (makeOptions) => {
  const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'usher-backup-'));
    await work(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
  };

  it('is of one moment', () =>
    inFolder(async (dataDir) => {
      const options = { ...(await makeOptions()), dataDir };
      await inStore(options, async (store) => {
        let done = false;
        const writing = (async () => {
          for (let i = 0; !done; i += 1) await makeWorkshop(store, `w${i}`, 2);
        })();
        const files = Array.from({ length: 8 }, (_, i) => join(dataDir, `${i}.jsonl.gz`));
        for (const file of files) {
          const { counts } = await makeBackup(options, file);
          expect(counts['seats']).toBe(2 * (counts['workshops'] ?? 0));
        }
        done = true;
        await writing;
      });
    }));

  it('is not restored under a running Usher', () =>
    inFolder(async (dataDir) => {
      const options = { ...(await makeOptions()), dataDir };
      const file = join(dataDir, 'my.jsonl.gz');
      await inStore(options, async (store) => {
        await fill(store);
        await makeBackup(options, file);
        await expect(restoreBackup(options, file, { replace: true })).rejects.toThrow(
          'Usher is connected to the database',
        );
      });
      const before = await contentsOf(options);
      await restoreBackup(options, file, { replace: true });
      expect(await contentsOf(options)).toEqual(before);
    }));

  it('is refused where a newer Usher has migrated it, and so is a restore over it', () =>
    inFolder(async (dataDir) => {
      const options = { ...(await makeOptions()), dataDir };
      const file = join(dataDir, 'my.jsonl.gz');
      await inStore(options, fill);
      await makeBackup(options, file);
      const { db, close } = await openDatabase(options);
      await sql`insert into kysely_migration (name, timestamp) values ('0099-later', now()::text)`.execute(db);
      await close();
      await expect(makeBackup(options)).rejects.toThrow('made by a newer Usher: it has 0099-later');
      await expect(restoreBackup(options, file, { replace: true })).rejects.toThrow('it has 0099-later');
    }));
});
