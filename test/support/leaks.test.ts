import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createLeakFinder } from './leaks';

describe('the search for leaks', () => {
  const secret = 'heron-maple&violet/42';
  const finder = createLeakFinder([secret, 'something else']);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');

  it.each([
    ['plain', `password: ${secret}.`],
    ['URL-encoded', `postgres://u:${encodeURIComponent(secret)}@host/db`],
    ['hexadecimal', Buffer.from(`a${secret}`).toString('hex')],
    ['HEXADECIMAL', Buffer.from(secret).toString('hex').toUpperCase()],
    ['base64', base64(secret)],
    ['base64 behind one byte', base64(`a${secret}b`)],
    ['base64 behind two bytes', base64(`ab${secret}, and more`)],
    ['base64 for URLs', Buffer.from(`${secret}??>>`).toString('base64url')],
  ])('finds a secret that is written down %s', (_, text) => {
    expect(finder.in(`before ${text} after`)).toHaveLength(1);
  });

  it('finds nothing where there is nothing', () => {
    expect(finder.in(`heron-maple violet 42 ${base64('heron maple')}`)).toEqual([]);
  });

  it('looks into every file of a folder, whatever its bytes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leaks-'));
    writeFileSync(join(folder, 'fine.bin'), Buffer.from([0, 255, 128]));
    writeFileSync(join(folder, 'wal.bin'), Buffer.concat([Buffer.from([0, 255]), Buffer.from(secret)]));
    expect(finder.below(folder)).toEqual({ searched: ['fine.bin', 'wal.bin'], leaks: [`wal.bin: ${secret}`] });
    expect(finder.below(folder, (path) => path !== 'wal.bin').leaks).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
});
