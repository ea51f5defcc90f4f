import type { PGlite } from '@electric-sql/pglite';
import { CompiledQuery, type Transaction } from 'kysely';
import { PgBoss, type ConstructorOptions, type Queue } from 'pg-boss';
import type { Job, JobKind, JobOf, Jobs } from '../workshop/jobs';
import { jobsDatabase } from './jobs-database';
import type { Tables } from './tables';

/** Schema of pg-boss' own tables; nothing in them is worth a backup, since jobs are made anew from operations. */
export const JOBS_SCHEMA = 'usher_jobs';

/** Seconds without a sign of life after which a job is somebody else's; the least pg-boss allows. */
const HEARTBEAT_S = 10;
const BEAT_S = 3;
/** Between two looks for jobs to be tried again; new ones wake whoever waits. */
const POLL_S: Record<JobKind, number> = { operation: 6, stack: 3, errand: 6, voice: 3 };

/** A job is tried for as long as what it is for is not done; pauses between tries grow to this many seconds. */
const LONGEST_PAUSE_S = 10;
const QUEUE: Omit<Queue, 'name'> = {
  // One of a key, waiting or being done.
  policy: 'exclusive',
  notify: true,
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: LONGEST_PAUSE_S,
  heartbeatSeconds: HEARTBEAT_S,
  // pg-boss' most. What takes longer is taken up again by whoever is free.
  expireInSeconds: 86_399,
  deleteAfterSeconds: 60,
};
const KINDS: readonly JobKind[] = ['operation', 'stack', 'errand', 'voice'];

/** Where the jobs are kept. */
export type JobsPlace =
  | { readonly kind: 'server'; readonly databaseUrl: string }
  /** Nobody else has it open: what it says is being done was being done by a process that is gone. */
  | { readonly kind: 'embedded'; readonly pglite: PGlite };

export interface OpenJobs extends Jobs {
  /** The same as `send`, within a transaction: the job is on the list if that ends well. */
  sendIn(trx: Transaction<Tables>, job: Job): Promise<void>;
  close(): Promise<void>;
}

/** Jobs on pg-boss. Each process that opens them may send and take. */
export async function openJobs(place: JobsPlace, log: (line: string) => void): Promise<OpenJobs> {
  const boss = new PgBoss({ ...CONSTRUCTION, ...connection(place) });
  boss.on('error', (error) => log(`jobs: ${error.message}`));
  await boss.start();
  for (const name of KINDS) {
    await boss.createQueue(name, QUEUE);
    if (place.kind === 'embedded') await boss.deleteAllJobs(name);
  }
  let stopping: Promise<void> | undefined;
  const working = new Set<Promise<void>>();
  // By hand, since pg-boss gives up on those that are slow to end: what is being done ends before the database is closed.
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      await Promise.all(KINDS.map((name) => boss.offWork(name, { wait: false })));
      await Promise.allSettled(working);
    })());

  const send = async (job: Job, options: Pick<ConstructorOptions, 'db'> = {}): Promise<void> => {
    const { kind, ...data } = job;
    await boss.send(kind, data, { ...options, singletonKey: keyOf(job) });
  };

  return {
    send: (job) => send(job),

    sendIn: (trx, job) =>
      send(job, {
        db: {
          executeSql: async (text: string, values: unknown[] = []) => {
            const { rows } = await trx.executeQuery(CompiledQuery.raw(text, values));
            return { rows };
          },
        },
      }),

    async take<K extends JobKind>(
      kind: K,
      atOnce: number,
      does: (job: JobOf<K>, signal: AbortSignal) => Promise<void>,
    ) {
      const options = {
        localConcurrency: atOnce,
        heartbeatRefreshSeconds: BEAT_S,
        notifyPollingIntervalSeconds: POLL_S[kind],
      };
      await boss.work<object>(kind, options, async ([job]) => {
        if (job === undefined || stopping !== undefined) throw new Error('this process takes no more jobs');
        const done = does({ kind, ...job.data } as unknown as JobOf<K>, job.signal);
        working.add(done);
        await done.finally(() => working.delete(done));
      });
    },

    stop,

    async close() {
      await stop();
      await boss.stop({ timeout: 5_000 });
    },
  };
}

const CONSTRUCTION: ConstructorOptions = {
  schema: JOBS_SCHEMA,
  schedule: false,
  useListenNotify: true,
  monitorIntervalSeconds: 1,
  superviseIntervalSeconds: 1,
  openTelemetry: { enabled: false },
};

function connection(place: JobsPlace): ConstructorOptions {
  return place.kind === 'server'
    ? { connectionString: place.databaseUrl, application_name: 'usher jobs', max: 4 }
    : { db: jobsDatabase(place.pglite), backend: 'pglite' };
}

const keyOf = (job: Job): string =>
  job.kind === 'operation'
    ? job.operationId
    : job.kind === 'errand'
      ? job.errandId
      : job.kind === 'stack'
        ? `${job.operationId} ${job.stack}`
        : job.kind;
