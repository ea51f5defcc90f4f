import { parseArgs } from 'node:util';
import {
  bucketClient,
  ensureStateBucket,
  filesPlace,
  moveStates,
  s3Place,
  type Moved,
  type Places,
  type StateBucket,
} from '../infra/state';
import { changesAws } from '../workshop/operation';
import type { Store } from '../workshop/ports/store';
import { ProblemError } from '../workshop/problems';
import type { Config } from './config';

export const USAGE = `Moves Terraform's state between this machine's files and the bucket USHER_STATE_BUCKET names. Stop Usher first.

  npm run state -- move --to s3                   every workshop
  npm run state -- move --to files --workshop nov one workshop

The old copy stays, under a name that ends in .moved-to-... and the time. After a move to S3 keep USHER_STATE_BUCKET set,
after a move to files unset it; then start Usher. See docs/state.md.`;

/** Wrong words on the command line; the message is for people. */
export class UsageError extends Error {}

interface Request {
  readonly to: 's3' | 'files';
  /** By name; undefined: all. */
  readonly workshop: string | undefined;
}

/** Reads `move --to s3 [--workshop nov]`; throws UsageError. */
export function readRequest(args: readonly string[]): Request {
  let parsed;
  try {
    const options = { to: { type: 'string' }, workshop: { type: 'string' } } as const;
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
  const { to, workshop } = parsed.values;
  if (parsed.positionals.join(' ') !== 'move' || (to !== 's3' && to !== 'files')) throw new UsageError(USAGE);
  return { to, workshop };
}

/**
 * Moves what was asked for and says what became of each state; false where a workshop could not be moved. Throws ProblemError
 * where there is no bucket.
 */
export async function moveState(
  { to, workshop: wanted }: Request,
  store: Pick<Store, 'operations' | 'workshops'>,
  config: Pick<Config, 'dataDir' | 'stateBucket' | 'aws'>,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<boolean> {
  const bucket = bucketOf(config);
  const s3 = bucketClient(env, bucket.region);
  try {
    const busy = await underWay(store);
    if (to === 's3') await ensureStateBucket(bucket, env);
    const places: Places = { files: filesPlace(config.dataDir), s3: s3Place(s3, bucket) };
    const there = new Set([
      ...(await places[to === 's3' ? 'files' : 's3'].workshops()),
      ...(await places.files.folders()),
    ]);
    const all = [...there].filter((key) => wanted === undefined || key.replace(/-[^-]+$/, '') === wanted).sort();
    if (all.length === 0)
      say(wanted === undefined ? 'No workshop has a state to move.' : `${wanted} has no state to move.`);
    let good = true;
    for (const workshop of all) {
      try {
        const operation = busy.get(workshop);
        if (operation !== undefined) throw new ProblemError(atWork(operation));
        const moved = await moveStates(places, to, workshop);
        if (moved.length === 0) say(`${workshop}: nothing to move`);
        for (const one of moved) say(`${workshop} ${lineOf(one)}`);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        good = false;
        say(`${workshop} was not moved: ${error.message}`);
      }
    }
    return good;
  } finally {
    s3.destroy();
  }
}

function bucketOf({ stateBucket, aws }: Pick<Config, 'stateBucket' | 'aws'>): StateBucket {
  if (stateBucket !== undefined) return { name: stateBucket, region: aws.region };
  throw new ProblemError({
    kind: 'unknown',
    summary: 'USHER_STATE_BUCKET is not set.',
    next: 'Set it to the name of the bucket, in both directions, and move again.',
  });
}

/** Kind of the deploy or destroy that has not ended, by workshop. */
async function underWay({
  operations,
  workshops,
}: Pick<Store, 'operations' | 'workshops'>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { workshopId, kind } of await operations.running()) {
    const workshop = await workshops.get(workshopId);
    if (workshop && changesAws(kind)) found.set(`${workshop.spec.name}-${workshop.suffix}`, kind);
  }
  return found;
}

const atWork = (kind: string) =>
  ({
    kind: 'locked',
    summary: `Its ${kind} has not ended.`,
    next: 'Start Usher, let it end, stop Usher, and move again.',
  }) as const;

const lineOf = ({ stack, how, serial, aside }: Moved): string => {
  const what = {
    copied: `${stack} is moved (serial ${serial})`,
    known: `${stack} had been copied by an earlier move (serial ${serial})`,
    empty: `${stack} is empty: not copied`,
  }[how];
  return `${what}; the old copy is ${aside}`;
};
