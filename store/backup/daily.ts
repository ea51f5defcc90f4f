import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Tables } from '../tables';
import { writeBackup } from './dump';
import { DRAFT } from './file';

/** How many daily backups stay. */
const KEPT = 7;
const LOOK_EVERY_MS = 3_600_000;

const DAILY = /^usher-\d{4}-\d\d-\d\d\.jsonl\.gz$/;

/** The newest of the daily backups. */
export function newestDaily(folder: string): string | undefined {
  const name = dailies(folder).at(-1);
  return name === undefined ? undefined : join(folder, name);
}

/** Oldest first. */
const dailies = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => DAILY.test(name))
        .sort()
    : [];

/** Writes `usher-<date>.jsonl.gz` (UTC) unless it is there or there is no workshop to lose, and keeps the newest seven. */
export async function backUpDaily(db: Kysely<Tables>, folder: string, now: Date): Promise<void> {
  const path = join(folder, `usher-${now.toISOString().slice(0, 10)}.jsonl.gz`);
  if (existsSync(path)) return;
  // Else a database that was lost would push its own backups out, one empty day after the other.
  if (!(await db.selectFrom('workshops').select('id').limit(1).executeTakeFirst())) return;
  await writeBackup(db, path);
  const interrupted = readdirSync(folder).filter(
    (name) => name.endsWith(DRAFT) && DAILY.test(name.slice(0, -DRAFT.length)),
  );
  for (const name of [...dailies(folder).slice(0, -KEPT), ...interrupted]) rmSync(join(folder, name), { force: true });
}

/** Looks every hour whether today's backup is there, beginning now; what goes wrong is logged. Ends with the returned function. */
export function startDailyBackups(
  db: Kysely<Tables>,
  folder: string,
  log: (line: string) => void,
): () => Promise<void> {
  const look = (): Promise<void> =>
    backUpDaily(db, folder, new Date()).catch((error: unknown) =>
      log(`The daily backup failed and is tried again in an hour: ${String(error)}`),
    );
  let looking = look();
  const timer = setInterval(() => (looking = looking.then(look)), LOOK_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    return looking;
  };
}
