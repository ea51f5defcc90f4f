import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readRequest } from '../../bot/backup-command';
import { onServer } from '../store/engines';
import { inFolder, runChild, startChild } from '../store/processes';

const SLOW = 180_000;

/** Runs `npm run backup` (make) or `npm run restore` as a process; Slack and AWS are not configured. */
function run(args: string[], env: Record<string, string>): { said: string; status: number | null } {
  const command = ['--import', 'tsx', join(__dirname, '../../bot/backup.ts'), ...args];
  const { PATH = '', HOME = '' } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, command, {
    env: { PATH, HOME, ...env },
    encoding: 'utf8',
  });
  return { said: stdout + stderr, status };
}

/** All but the header, which names the moment. */
const rowsIn = (path: string): string[] =>
  gunzipSync(readFileSync(path)).toString().trimEnd().split('\n').slice(1).sort();

describe('npm run backup and npm run restore', () => {
  it('read what to do', () => {
    expect(readRequest(['make'])).toEqual({ task: 'make', file: undefined });
    expect(readRequest(['make', 'a.gz'])).toEqual({ task: 'make', file: 'a.gz' });
    expect(readRequest(['restore', 'a.gz'])).toEqual({ task: 'restore', file: 'a.gz', replace: false });
    expect(readRequest(['restore', 'a.gz', '--replace'])).toEqual({ task: 'restore', file: 'a.gz', replace: true });
  });

  it.each([[['restore']], [['make', 'a', 'b']], [['make', '--replace']], [['restore', 'a', '--force']], [[]]])(
    'answer %j with how they are used',
    (args) => expect(() => readRequest(args)).toThrow('npm run restore -- FILE.jsonl.gz --replace'),
  );

  it('are what package.json starts', () => {
    const { scripts } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts['backup']).toMatch(/ bot\/backup\.ts make$/);
    expect(scripts['restore']).toMatch(/ bot\/backup\.ts restore$/);
  });

  it('make nothing where there is nothing, and take no other database than the one that was meant', () =>
    inFolder(async (folder) => {
      const { said, status } = run(['make'], { USHER_DATA_DIR: join(folder, 'none') });
      expect([said, status]).toEqual([expect.stringContaining('There is nothing to back up'), 1]);
      const wrong = run(['make'], { USHER_DATA_DIR: folder, DATABASE_URL: 'mysql://u:hunter2@host/x' });
      expect([wrong.said, wrong.status]).toEqual([expect.stringContaining('DATABASE_URL is not a PostgreSQL'), 1]);
      expect(wrong.said).not.toContain('hunter2');
    }));
});

onServer('a backup', (makeOptions) => {
  let scratch: string;
  let home: string;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'usher-move-'));
    home = join(scratch, 'home');
    expect(await runChild('fill', home)).toEqual({ said: 'filled', code: 0 });
  }, SLOW);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it(
    'goes from embedded to embedded, to a server, to another server and back without a difference',
    async () => {
      const file = (name: string): string => join(scratch, `${name}.jsonl.gz`);
      const one = { USHER_DATA_DIR: home, DATABASE_URL: (await makeOptions()).databaseUrl ?? '' };
      const two = { ...one, DATABASE_URL: (await makeOptions()).databaseUrl ?? '' };
      const other = { USHER_DATA_DIR: join(scratch, 'other') };

      const made = run(['make', file('a')], { USHER_DATA_DIR: home });
      expect(made.said).toBe(
        `The database embedded in ${home}/db is backed up in ${file('a')}: 2 workshops, 5 seats, 2 recorded events.\n` +
          `Not in it, and needed to recover everything: ${home}/secret (every password is derived from it), ` +
          `${home}/terraform (Terraform's state). See docs/backup.md.\n`,
      );
      const restored = run(['restore', file('a')], one);
      expect(restored.said).toMatch(/^The database at .* is as it was on \d{4}-\d\d-\d\d \d\d:\d\d UTC: 2 workshops/);
      run(['make', file('b')], one);
      run(['restore', file('b')], two);
      run(['make', file('c')], two);
      expect(run(['restore', file('c')], other)).toMatchObject({ status: 0 });
      run(['make', file('d')], other);
      for (const name of ['b', 'c', 'd']) expect(rowsIn(file(name))).toEqual(rowsIn(file('a')));

      const refused = run(['restore', file('a')], other);
      expect([refused.said, refused.status]).toEqual([expect.stringContaining('holds 2 workshops already'), 1]);
      const replaced = run(['restore', file('a'), '--replace'], other);
      const before = /What was there before is in (.*)\.\n/.exec(replaced.said)?.[1] ?? '';
      expect(rowsIn(before)).toEqual(rowsIn(file('a')));
    },
    SLOW,
  );

  it(
    'is refused while Usher has the embedded database, and its own newest one is named',
    async () => {
      const usher = startChild('bot', home);
      await usher.until(/working/);
      const today = join(home, 'backups', `usher-${new Date().toISOString().slice(0, 10)}.jsonl.gz`);
      const { said, status } = run(['make'], { USHER_DATA_DIR: home });
      const over = run(['restore', today, '--replace'], { USHER_DATA_DIR: home });
      usher.process.kill('SIGKILL');
      await usher.end();
      expect(said).toMatch(
        new RegExp(`^Another Usher \\(pid ${usher.process.pid}\\) has this data folder open since `),
      );
      expect(said).toContain(`The newest backup it wrote by itself is ${today}. For one of this moment, stop Usher`);
      expect(status).toBe(1);
      expect([over.said, over.status]).toEqual([expect.stringContaining('Stop it first'), 1]);
      expect(rowsIn(today)).toContainEqual(expect.stringContaining('"workshops"'));
    },
    SLOW,
  );

  it(
    'that is damaged leaves the embedded database as it was',
    () => {
      const good = join(scratch, 'good.jsonl.gz');
      const bad = join(scratch, 'bad.jsonl.gz');
      const after = join(scratch, 'after.jsonl.gz');
      run(['make', good], { USHER_DATA_DIR: home });
      writeFileSync(bad, readFileSync(good).subarray(0, -30));
      const { said, status } = run(['restore', bad, '--replace'], { USHER_DATA_DIR: home });
      expect([said, status]).toEqual([expect.stringContaining('cannot be read as a backup'), 1]);
      run(['make', after], { USHER_DATA_DIR: home });
      expect(rowsIn(after)).toEqual(rowsIn(good));
    },
    SLOW,
  );
});
