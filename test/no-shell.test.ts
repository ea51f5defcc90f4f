import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
/** Ways to a shell in Node; a method `.exec(` is that of a regular expression. */
const SHELL = /\bshell\s*:|(?<![.\w])exec(Sync)?\s*\(|\b(exec|execSync)\b[^'"`;]*from 'node:child_process'/;

describe('what people type', () => {
  it('cannot reach a shell: no source that runs in production starts one', () => {
    const sources = ['bot', 'handlers', 'infra', 'store', 'workshop'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => join(folder, path)),
    );
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((path) => SHELL.test(readFileSync(join(ROOT, path), 'utf8')))).toEqual([]);
    for (const way of ["spawn('x', { shell: true })", 'execSync(text)', "import { exec } from 'node:child_process'"]) {
      expect(way).toMatch(SHELL);
    }
  });
});
