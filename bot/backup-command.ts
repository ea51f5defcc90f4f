import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { whereabouts } from '../store';
import { backupFolder, makeBackup, newestDaily, restoreBackup, type Counts } from '../store/backup';
import { ProblemError } from '../workshop/problems';
import type { Settings } from './config';
import { UsageError } from './state-command';

export const USAGE = `Backs up Usher's database, embedded or on the server DATABASE_URL names, and restores it into either.

  npm run backup                           into backups/ of the data folder
  npm run backup -- FILE.jsonl.gz
  npm run restore -- FILE.jsonl.gz         into a database without workshops
  npm run restore -- FILE.jsonl.gz --replace

With --replace, what is there is backed up first. See docs/backup.md.`;

export type Request =
  | { readonly task: 'make'; readonly file: string | undefined }
  | { readonly task: 'restore'; readonly file: string; readonly replace: boolean };

type Place = Pick<Settings, 'dataDir' | 'databaseUrl' | 'secret' | 'stateBucket' | 'workshopsDir'>;

/** Reads `make [FILE]` or `restore FILE [--replace]`; throws UsageError. */
export function readRequest(args: readonly string[]): Request {
  const { values, positionals } = parse(args);
  const [task, file, ...more] = positionals;
  const { replace = false } = values;
  if (more.length === 0 && task === 'make' && !replace) return { task, file };
  if (more.length === 0 && task === 'restore' && file !== undefined) return { task, file, replace };
  throw new UsageError(USAGE);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { replace: { type: 'boolean' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/** Backs up and returns what to tell. Throws ProblemError; where Usher runs on the embedded database, naming its own newest backup. */
export async function backUp({ file }: { readonly file: string | undefined }, place: Place): Promise<string[]> {
  const { dataDir, databaseUrl } = place;
  try {
    const { path, counts } = await makeBackup({ dataDir, databaseUrl }, file);
    return [`The database ${whereabouts(place)} is backed up in ${path}: ${contents(counts)}.`, besides(place)];
  } catch (error) {
    throw error instanceof ProblemError && error.problem.kind === 'locked' ? inUse(error, dataDir) : error;
  }
}

function inUse({ problem }: ProblemError, dataDir: string): ProblemError {
  const newest = newestDaily(backupFolder(dataDir));
  const own =
    newest === undefined
      ? 'It writes a backup a day by itself, the first once there is a workshop.'
      : `The newest backup it wrote by itself is ${newest}.`;
  return new ProblemError({
    ...problem,
    summary: `${problem.summary} ${own}`,
    next: 'For one of this moment, stop Usher and run this again: what it is at is resumed by the next start.',
  });
}

/** Restores and returns what to tell; throws ProblemError. */
export async function restore(
  { file, replace }: { readonly file: string; readonly replace: boolean },
  place: Place,
): Promise<string[]> {
  const { dataDir, databaseUrl } = place;
  const { at, counts, before, migrated } = await restoreBackup({ dataDir, databaseUrl }, file, { replace });
  return [
    `The database ${whereabouts(place)} is as it was on ${at.slice(0, 16).replace('T', ' ')} UTC: ${contents(counts)}.`,
    ...(migrated.length > 0
      ? [`The backup is of an older Usher and was brought up to date (${migrated.join(', ')}).`]
      : []),
    ...(before === undefined ? [] : [`What was there before is in ${before}.`]),
    besides(place),
  ];
}

const contents = ({ workshops = 0, seats = 0, events = 0 }: Counts): string =>
  `${many(workshops, 'workshop')}, ${many(seats, 'seat')}, ${many(events, 'recorded event')}`;

const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What else Usher cannot go on without. */
function besides({ dataDir, secret, stateBucket, workshopsDir }: Place): string {
  const needed = [
    secret === undefined
      ? `${join(dataDir, 'secret')} (every password is derived from it)`
      : 'USHER_SECRET (every password is derived from it)',
    stateBucket === undefined
      ? `${join(dataDir, 'terraform')} (Terraform's state)`
      : `the bucket ${stateBucket} (Terraform's state)`,
    ...(existsSync(workshopsDir) ? [`${workshopsDir} (workshop files)`] : []),
  ];
  return `Not in it, and needed to recover everything: ${needed.join(', ')}. See docs/backup.md.`;
}
