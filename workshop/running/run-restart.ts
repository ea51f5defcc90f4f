import PQueue from 'p-queue';
import type { Context } from '../context';
import type { Operation, RestartTarget } from '../operation';
import type { CloudSnapshot } from '../ports/cloud';
import { ProblemError, type Problem } from '../problems';
import type { Workshop } from '../workshop';
import { changeSeats } from './change-seats';
import { patiently, type Pause } from './patience';
import { pauseOf } from './pause';
import type { Outcome } from './run-deploy';
import { lookAtSeats, recordLooks } from './watch-seats';

/** ECS allows 40 StopTask calls a second; a few at once stay far below. */
const RESTARTS_AT_ONCE = 8;

/** One restart that several functions see to. */
interface Restart {
  readonly context: Context;
  readonly workshop: Workshop;
  readonly operation: Operation;
  readonly numbers: readonly number[];
  /** Names of the apps. */
  readonly apps: readonly string[];
  readonly stop: AbortSignal;
  readonly pause: Pause;
}

/** Restarts the apps of the operation's target and waits until the new ones answer. Files on the host stay. */
export async function runRestart(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const { signal } = context;
  const chosen = operation.target?.apps ?? [];
  const apps = workshop.spec.apps.filter((app) => chosen.length === 0 || chosen.includes(app.name));
  const numbers = operation.target?.seats ?? [];
  const restart: Restart = {
    ...{ context, workshop, operation, numbers },
    apps: apps.map(({ name }) => name),
    stop: AbortSignal.any([signal, cancelled]),
    pause: pauseOf(context, operation),
  };
  const detail = `restarting ${apps.map((app) => app.title).join(' and ')}`;
  const asTheyWere = (await context.store.seats.list(workshop.id)).filter((seat) => numbers.includes(seat.no));
  await changeSeats(
    context,
    workshop,
    numbers.map((no) => ({ no, state: 'starting', detail })),
  );
  context.changed(workshop.id, operation.id);
  const problems: Problem[] = [];
  try {
    const { before, failed } = await stopTasks(restart);
    problems.push(...failed.values(), ...(await awaitNew(restart, before, failed)));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (signal.aborted) return undefined;
    await changeSeats(context, workshop, asTheyWere);
    return { state: 'failed', problem: error.problem };
  }
  if (signal.aborted) return undefined;
  const mine = (await context.store.seats.list(workshop.id)).filter((seat) => numbers.includes(seat.no));
  const ready = mine.filter((seat) => seat.state === 'ready').length;
  const problem = problems[0];
  if (ready === mine.length && problem === undefined) return { state: 'succeeded' };
  if (cancelled.aborted) return { state: 'cancelled' };
  return { state: ready > 0 ? 'partial' : 'failed', ...(problem ? { problem } : {}) };
}

type Before = NonNullable<RestartTarget['before']>;

/** Stops the tasks that ran when the restart began; a process that takes it over finds which of them still do. */
async function stopTasks({ context, workshop, operation, numbers, apps, stop, pause }: Restart): Promise<{
  readonly before: Before;
  /** By pair. */
  readonly failed: ReadonlyMap<string, Problem>;
}> {
  const { cloud, store } = context;
  const snapshot = await patiently(context, stop, pause, () => cloud.inspect(workshop));
  const pairs = numbers.flatMap((no) => apps.map((app) => ({ no, app })));
  const found = Object.fromEntries(pairs.map((pair) => [keyOf(pair), startOf(snapshot, pair)]));
  const before = await store.operations.noteBefore(operation.id, found);
  const failed = new Map<string, Problem>();
  const queue = new PQueue({ concurrency: RESTARTS_AT_ONCE });
  await queue.addAll(
    pairs
      .filter((pair) => before[keyOf(pair)] === startOf(snapshot, pair))
      .map((pair) => async () => {
        try {
          await patiently(context, stop, pause, () => cloud.restart(workshop, pair.no, pair.app));
          const what = { workshopId: workshop.id, actor: operation.startedBy, type: 'app-restarted' } as const;
          await context.emit({ ...what, ...pair });
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          failed.set(keyOf(pair), error.problem);
        }
      }),
  );
  return { before, failed };
}

/** Looks until every seat answers with tasks that are not those of before, or the time is up. Returns why it could not look at the end. */
async function awaitNew(
  { context, workshop, operation, numbers, apps, stop, pause }: Restart,
  before: Before,
  failed: ReadonlyMap<string, Problem>,
): Promise<Problem[]> {
  const { clock, pace } = context;
  const deadline = clock.now().getTime() + pace.readyTimeoutMs;
  let waiting = [...numbers];
  while (waiting.length > 0 && !stop.aborted) {
    await clock.sleep(pace.pollMs, stop);
    const late = clock.now().getTime() >= deadline;
    try {
      const { looks, snapshot } = await patiently(context, stop, pause, () => lookAtSeats(context, workshop, waiting));
      const isNew = (no: number): boolean =>
        apps
          .map((app) => ({ no, app }))
          .every((pair) => failed.has(keyOf(pair)) || startOf(snapshot, pair) !== before[keyOf(pair)]);
      const settled = looks.filter(({ faults, plan }) => late || (faults.length === 0 && isNew(plan.no)));
      await recordLooks(
        context,
        workshop,
        settled.map((look) => ({
          ...look,
          faults: look.faults.map((fault) => ({ ...fault, mend: 'restart' as const })),
        })),
      );
      waiting = waiting.filter((no) => !settled.some((look) => look.plan.no === no));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (late) return [error.problem];
    }
    context.changed(workshop.id, operation.id);
  }
  return [];
}

interface Pair {
  readonly no: number;
  readonly app: string;
}

const keyOf = ({ no, app }: Pair): string => `${no} ${app}`;

/** Start of the task that runs; null where none does. The old one may go on answering for some seconds. */
const startOf = (snapshot: CloudSnapshot, { no, app }: Pair): string | null =>
  snapshot.seats.get(no)?.apps.get(app)?.startedAt?.toISOString() ?? null;
