import { describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from '../../store/folder-lock';
import { ProblemError } from '../../workshop/problems';
import { inFolder, startChild } from './processes';

const race = (folder: string, runners: number) =>
  Promise.allSettled(Array.from({ length: runners }, () => lockFolder(folder)));

describe('the lock on a folder', () => {
  it('has exactly one winner in every race, over a fresh folder and over dead holders', () =>
    inFolder(async (folder) => {
      for (let round = 0; round < 20; round++) {
        const results = await race(folder, 12);
        const won = results.filter((result) => result.status === 'fulfilled');
        expect(won).toHaveLength(1);
        for (const result of results) {
          if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ProblemError);
        }
        await won[0]?.value.release();
      }
      expect((await readdir(folder)).sort()).toEqual(['20', '20.json']);
    }));

  it('names its holder in the refusal', () =>
    inFolder(async (folder) => {
      const lock = await lockFolder(folder);
      const refused = await lockFolder(folder).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ProblemError);
      expect((refused as ProblemError).problem).toMatchObject({
        kind: 'locked',
        detail: { folder, pid: String(process.pid), since: expect.stringMatching(/^\d{4}-/) },
      });
      await lock.release();
      await (await lockFolder(folder)).release();
    }));

  it('passes to the next when its holder is killed, and not while it only hangs', () =>
    inFolder(async (folder) => {
      const holder = startChild('lock', folder);
      await holder.until(/locked/);
      holder.process.kill('SIGSTOP');
      await expect(lockFolder(folder)).rejects.toThrow(`Another Usher (pid ${holder.process.pid}) has`);
      holder.process.kill('SIGKILL');
      await holder.end();
      const results = await race(folder, 12);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      for (const result of results) if (result.status === 'fulfilled') await result.value.release();
    }));

  it('says so where the path is too long for a socket', () =>
    inFolder(async (folder) => {
      await expect(lockFolder(join(folder, 'x'.repeat(100)))).rejects.toThrow('Set USHER_DATA_DIR to a shorter path.');
    }));
});
