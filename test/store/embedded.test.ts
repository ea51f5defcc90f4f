import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Found } from './crash-writer';
import { inFolder, runChild, startChild } from './processes';

const SLOW = 180_000;
const CRASHES = 12;

const foundBy = (said: string): Found => JSON.parse(/found (.*)\n/.exec(said)?.[1] ?? '') as Found;
const numbersIn = (said: string): number[] => [...said.matchAll(/committed (\d+)\n/g)].map((match) => Number(match[1]));

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

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
    'has every acknowledged commit, and no half of one, however often and whenever its process is killed',
    () =>
      inCopy(async (folder) => {
        const seed = Number(process.env['USHER_TEST_SEED'] ?? Date.now() % 1_000_000);
        process.stdout.write(`crashes of the embedded database: USHER_TEST_SEED=${seed}\n`);
        const random = randomFrom(seed);
        let committed = 0;
        for (let crash = 1; crash <= CRASHES; crash += 1) {
          const writer = startChild('write', folder);
          // Every fourth time while it starts and recovers from the crash before.
          if (crash % 4 === 0) await sleep(1500 * random());
          else {
            const found = foundBy(await writer.until(/found .*\n/));
            expect(found).toEqual({ turns: expect.any(Number), wrong: [] });
            expect(found.turns).toBeGreaterThanOrEqual(committed);
            await sleep(500 * random());
          }
          writer.process.kill('SIGKILL');
          expect(await writer.end()).toBe('SIGKILL');
          committed = Math.max(committed, ...numbersIn(writer.said()));
        }
        const last = startChild('write', folder);
        const found = foundBy(await last.until(/found .*\n/));
        last.process.kill('SIGKILL');
        await last.end();
        expect(found.wrong).toEqual([]);
        expect(found.turns).toBeGreaterThanOrEqual(committed);
        expect(committed).toBeGreaterThan(CRASHES);
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

  it(
    'lets sockets and timers have their turn between statements, however many wait',
    () =>
      inCopy(async (folder) => {
        expect(Number((await runChild('turns', folder)).said)).toBeGreaterThanOrEqual(100);
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
      expect(said).toContain('was made by PostgreSQL 17, this Usher has 18. Back it up with the Usher that made it');
    }));
});
