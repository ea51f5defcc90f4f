/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreBackup } from '../../store/backup';
import { backUpDaily, newestDaily } from '../../store/backup/daily';
import { openStore } from '../../store/index';
import { makeWorkshop, onBothEngines } from './engines';
import { contentsOf } from './filled';

onBothEngines('daily backups', (bench) => {
  let dataDir: string;
  let folder: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'usher-daily-'));
    folder = join(dataDir, 'backups');
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
  const on = (day: string) => backUpDaily(bench.database.db, folder, new Date(`${day}T12:00:00Z`));
  const today = (): string => `usher-${new Date().toISOString().slice(0, 10)}.jsonl.gz`;

  it('are one a day, seven in all, and can be restored', async () => {
    await makeWorkshop(bench.store);
    for (const day of [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]) {
      await on(`2026-11-${day}`);
      await on(`2026-11-${day}`);
    }
    expect(readdirSync(folder)).toEqual([23, 24, 25, 26, 27, 28, 29].map((day) => `usher-2026-11-${day}.jsonl.gz`));
    const newest = newestDaily(folder) ?? '';
    expect(statSync(newest).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const before = await contentsOf(bench.options);
    await Promise.all([bench.store.close(), bench.database.close()]);
    await restoreBackup({ ...bench.options, dataDir }, newest, { replace: true });
    expect(await contentsOf(bench.options)).toEqual(before);
  });

  it('leave alone what others put there, and clear away what an interrupted one left', async () => {
    await makeWorkshop(bench.store);
    mkdirSync(folder);
    const theirs = ['before-restore-20261101T090000Z.jsonl.gz', 'notes.txt', 'usher-20261101T090000Z.jsonl.gz'];
    for (const name of [...theirs, 'usher-2026-11-19.jsonl.gz.part']) writeFileSync(join(folder, name), '');
    await on('2026-11-20');
    expect(readdirSync(folder).sort()).toEqual([...theirs, 'usher-2026-11-20.jsonl.gz'].sort());
  });

  it('are not made of a database without workshops, so that they never push out those of a lost one', async () => {
    await on('2026-11-20');
    expect(existsSync(folder)).toBe(false);
  });

  it('begin with the store where they are asked for, and end with it', async () => {
    await makeWorkshop(bench.store);
    const store = await openStore({ ...bench.options, dataDir, dailyBackups: true });
    await store.close();
    expect(readdirSync(folder)).toEqual([today()]);
    rmSync(folder, { recursive: true });
    await (await openStore({ ...bench.options, dataDir })).close();
    expect(existsSync(folder)).toBe(false);
  });

  it('that fail are logged and stop nothing', async () => {
    await makeWorkshop(bench.store);
    writeFileSync(folder, 'in the way');
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    const store = await openStore({ ...bench.options, dataDir, dailyBackups: true, log });
    expect(await store.workshops.list()).toHaveLength(1);
    await store.close();
    expect(lines).toEqual([expect.stringContaining(`The backup could not be written to ${join(folder, today())}.`)]);
  });
});
