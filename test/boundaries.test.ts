import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);

/** Room of a file, or of a folder inside a room that keeps to itself. */
const roomOf = (file: string): string => (/^(local\/[^/]+|[^/]+)/.exec(file) as RegExpExecArray)[1] as string;

/** Which rooms a room may import, besides itself. */
const MAY: Record<string, readonly string[]> = {
  workshop: [],
  handlers: ['workshop'],
  infra: ['workshop'],
  store: ['workshop'],
  bot: ['workshop', 'handlers', 'infra', 'store'],
  'local/aws': [],
  'local/slack': [],
  'local/play': ['local/slack'],
  'local/demo': ['local/aws', 'local/slack', 'local/play'],
};

/** Specifiers of every import, export-from, dynamic import and require in a source. */
const importsOf = (source: string): string[] =>
  [...source.matchAll(/(?:from\s+|import\s*\(\s*|require(?:\.resolve)?\(\s*|^import\s+)'([^']+)'/gm)].map(
    (match) => match[1] as string,
  );

const imports = files
  .filter((file) => roomOf(file) in MAY)
  .flatMap((file) => importsOf(readFileSync(join(root, file), 'utf8')).map((name) => ({ file, name })));

describe('boundaries between the rooms', () => {
  it('cover every folder with code', () => {
    const rooms = new Set(files.map(roomOf));
    for (const known of [...Object.keys(MAY), 'test', 'bench', 'scripts']) rooms.delete(known);
    expect([...rooms]).toEqual([]);
  });

  it('are crossed in one direction only', () => {
    const wrong = imports
      .filter(({ name }) => name.startsWith('.'))
      .map(({ file, name }) => ({ file, to: relative(root, join(root, dirname(file), name)) }))
      .filter(({ file, to }) => roomOf(to) !== roomOf(file) && !MAY[roomOf(file)]?.includes(roomOf(to)))
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  it('keep the domain free of Slack, AWS, cdktf, SQL and the file system', () => {
    // Of node:net only what reckons with addresses.
    const allowed = new Set([
      'node:crypto',
      'node:net',
      'p-queue',
      '@scure/bip39/wordlists/english',
      'fastest-levenshtein',
    ]);
    const wrong = imports
      .filter(({ file, name }) => file.startsWith('workshop/') && !name.startsWith('.') && !allowed.has(name))
      .map(({ file, name }) => `${file} -> ${name}`);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['@slack/', ['handlers', 'bot', 'local/slack', 'local/play']],
    ['@aws-sdk/', ['infra']],
    ['cdktf', ['infra']],
    ['@cdktf/', ['infra']],
    ['kysely', ['store']],
    ['pg', ['store']],
    ['@electric-sql/', ['store']],
  ])('let %s into its own rooms only', (name, rooms) => {
    const wrong = imports
      .filter((each) => each.name === name || each.name.startsWith(name.endsWith('/') ? name : `${name}/`))
      .filter((each) => !rooms.includes(roomOf(each.file)))
      .map((each) => `${each.file} -> ${each.name}`);
    expect(wrong).toEqual([]);
  });

  it('never import the whole AWS provider', () => {
    expect(imports.filter(({ name }) => name === '@cdktf/provider-aws')).toEqual([]);
  });

  it('import only what package.json lists', () => {
    const listed = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const known = new Set([...Object.keys(listed.dependencies), ...builtinModules]);
    const packageOf = (name: string): string => (/^(@[^/]+\/[^/]+|[^/]+)/.exec(name) as RegExpExecArray)[1] as string;
    const missing = imports
      .filter(({ name }) => !name.startsWith('.') && !name.startsWith('node:') && !known.has(packageOf(name)))
      .map(({ file, name }) => `${file} -> ${name}`);
    expect(missing).toEqual([]);
  });
});
