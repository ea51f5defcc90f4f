import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { pipeline as pipelined } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { ProblemError } from '../../workshop/problems';
import { syncPath } from '../durable-fs';

/** Where backups are written unless told otherwise. */
export const backupFolder = (dataDir: string): string => join(dataDir, 'backups');

/** A moment as part of a file's name, to the second: `20261124T201005Z`. */
export const stamp = (moment: Date): string => moment.toISOString().replace(/[-:]|\.\d+/g, '');

/** What a file that is not whole yet is called besides. */
export const DRAFT = '.part';

/** Writes gzipped lines that only their owner may read (0600), whole and on disk or not at all. Refuses a file that is there. */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  if (existsSync(path)) {
    throw new ProblemError({
      kind: 'exists',
      summary: `There is a file ${path} already.`,
      next: 'Name another, or take that one away.',
    });
  }
  const draft = `${path}${DRAFT}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // A left draft may be readable by others, and writing into it would not change that.
    rmSync(draft, { force: true });
    await pipelined(ended(lines), createGzip(), createWriteStream(draft, { mode: 0o600, flush: true }));
    renameSync(draft, path);
    syncPath(dirname(path));
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw onFile(
      error,
      `The backup could not be written to ${path}.`,
      'See that its folder may be written and has room.',
    );
  }
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** The lines of a file that writeLines wrote; throws ProblemError where it cannot be read, is no gzip or breaks off. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const text = pipeline(createReadStream(path), createGunzip(), () => undefined).setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw onFile(
      error,
      `${path} cannot be read as a backup.`,
      'Name a whole file that `npm run backup` or Usher wrote.',
    );
  }
}

/** A system call's or zlib's error as a problem; others as they are. */
function onFile(error: unknown, summary: string, next: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const ours = typeof code === 'string' && /^(E[A-Z]+|Z_[A-Z_]+)$/.test(code);
  return ours ? new ProblemError({ kind: 'unknown', summary, next, cause: message }) : error;
}
