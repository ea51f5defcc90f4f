import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inFolder, runChild, startChild } from './processes';

const SLOW = 180_000;

describe('the embedded database', () => {
  // Made once, over what an interrupted making left, since that is what takes long; the tests work on copies.
  let made: string;
  beforeAll(async () => {
    made = await mkdtemp(join(tmpdir(), 'usher-store-'));
    await mkdir(join(made, 'db.new', 'base'), { recursive: true, mode: 0o755 });
    await writeFile(join(made, 'db.new', 'PG_VERSION'), '18\n');
    expect(await runChild('open', made)).toEqual({ said: 'opened', code: 0 });
  }, SLOW);
  afterAll(() => rm(made, { recursive: true, force: true }));

  const inCopy = <T>(work: (folder: string) => Promise<T>): Promise<T> =>
    inFolder(async (folder) => {
      await cp(join(made, 'db'), join(folder, 'db'), { recursive: true });
      return work(folder);
    });

  it(
    'has every commit after the process was killed, twice over',
    () =>
      inCopy(async (folder) => {
        let committed = 0;
        for (let round = 0; round < 2; round++) {
          const writer = startChild('write', folder);
          await writer.until(new RegExp(`committed ${committed + 40}\\b`));
          writer.process.kill('SIGKILL');
          expect(await writer.end()).toBe('SIGKILL');
          committed = Math.max(...[...writer.said().matchAll(/committed (\d+)\n/g)].map((match) => Number(match[1])));
          const { said } = await runChild('count', folder);
          expect(Number(said.replace('found ', ''))).toBeGreaterThanOrEqual(committed);
          // The count itself leaves one more behind, and the next writer begins at 1 again.
          committed += 1;
        }
      }),
    SLOW,
  );

  it(
    'is refused to a second process, which is told who has it, and free again after a kill',
    () =>
      inCopy(async (folder) => {
        const first = startChild('write', folder);
        await first.until(/committed 1\b/);
        const second = await runChild('open', folder);
        expect(second.code).toBe(1);
        expect(second.said).toMatch(
          new RegExp(
            `^ProblemError: Another Usher \\(pid ${first.process.pid}\\) has this data folder open ` +
              `since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\. .*USHER_DATA_DIR`,
          ),
        );
        first.process.kill('SIGKILL');
        await first.end();
        expect(await runChild('open', folder)).toEqual({ said: 'opened', code: 0 });
      }),
    SLOW,
  );

  it(
    'tells the disk to write at every commit and at no read',
    () =>
      inCopy(async (folder) => {
        const { writing, reading } = JSON.parse((await runChild('fsync', folder)).said) as Record<string, number>;
        expect(writing).toBeGreaterThanOrEqual(20);
        expect(reading).toBe(0);
      }),
    SLOW,
  );

  it('begins anew where its making was interrupted, and is private to its user', async () => {
    expect((await readdir(made)).sort()).toEqual(['db', 'lock']);
    for (const path of [made, join(made, 'db')]) expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('refuses the folder of another PostgreSQL and says what to do', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'db'));
      await writeFile(join(folder, 'db', 'PG_VERSION'), '17\n');
      const { said, code } = await runChild('open', folder);
      expect(code).toBe(1);
      expect(said).toContain('was made by PostgreSQL 17, this Usher has 18. Move its contents with pg_dump');
    }));
});
