import PQueue from 'p-queue';
import type { Context } from '../context';
import type { Operation } from '../operation';
import type { CloudSnapshot } from '../ports';
import { ProblemError, type Problem } from '../problems';
import type { Workshop } from '../workshop';
import type { Outcome } from './run-deploy';
import { changeSeats, lookAtSeats, recordLooks } from './watch-seats';

/** ECS allows 40 StopTask calls a second; a few at once stay far below. */
const RESTARTS_AT_ONCE = 8;

/** Restarts the apps of the operation's target and waits until the new ones answer. Files on the host stay. */
export async function runRestart(context: Context, workshop: Workshop, operation: Operation): Promise<Outcome> {
  const { clock, pace, signal } = context;
  const numbers = operation.target?.seats ?? [];
  const chosen = operation.target?.apps ?? [];
  const apps = workshop.spec.apps.filter((app) => chosen.length === 0 || chosen.includes(app.name));
  const pairs = numbers.flatMap((no) => apps.map((app) => ({ no, app: app.name })));

  const detail = `restarting ${apps.map((app) => app.title).join(' and ')}`;
  const asTheyWere = (await context.store.seats.list(workshop.id)).filter((seat) => numbers.includes(seat.no));
  await changeSeats(
    context,
    workshop,
    numbers.map((no) => ({ no, state: 'starting', detail })),
  );
  context.changed(workshop.id, operation.id);
  let before: CloudSnapshot;
  const restarted = new Set<string>();
  const problems: Problem[] = [];
  try {
    before = await context.cloud.inspect(workshop);
    const queue = new PQueue({ concurrency: RESTARTS_AT_ONCE });
    // A process that took this operation over restarts only what its predecessor had not: the others it just awaits.
    const untouched = await Promise.all(
      pairs.map(async (pair) =>
        (await context.store.operations.tellOnce(operation.id, mark(pair))) ? pair : undefined,
      ),
    );
    await queue.addAll(
      untouched.flatMap((pair) =>
        pair === undefined
          ? []
          : [
              async () => {
                try {
                  await context.cloud.restart(workshop, pair.no, pair.app);
                  restarted.add(mark(pair));
                  await context.emit({
                    workshopId: workshop.id,
                    actor: operation.startedBy,
                    type: 'app-restarted',
                    ...pair,
                  });
                } catch (error) {
                  if (!(error instanceof ProblemError)) throw error;
                  problems.push(error.problem);
                }
              },
            ],
      ),
    );
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    await changeSeats(context, workshop, asTheyWere);
    return { state: 'failed', problem: error.problem };
  }

  const deadline = clock.now().getTime() + pace.readyTimeoutMs;
  let waiting = [...numbers];
  while (waiting.length > 0 && !signal.aborted) {
    await clock.sleep(pace.pollMs, signal);
    const late = clock.now().getTime() >= deadline;
    try {
      const { looks, snapshot } = await lookAtSeats(context, workshop, waiting);
      const settled = looks.filter(
        (look) =>
          late ||
          (look.faults.length === 0 &&
            apps
              .map((app) => ({ no: look.plan.no, app: app.name }))
              .every((pair) => !restarted.has(mark(pair)) || isNew(before, snapshot, pair))),
      );
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
      if (late) return { state: 'partial', problem: error.problem };
    }
    context.changed(workshop.id, operation.id);
  }
  if (signal.aborted) return undefined;
  const mine = (await context.store.seats.list(workshop.id)).filter((seat) => numbers.includes(seat.no));
  const ready = mine.filter((seat) => seat.state === 'ready').length;
  const problem = problems[0];
  const state = ready === mine.length && problem === undefined ? 'succeeded' : ready > 0 ? 'partial' : 'failed';
  return { state, ...(problem ? { problem } : {}) };
}

const mark = (pair: { no: number; app: string }): string => `restarted ${pair.no} ${pair.app}`;

/** Whether the task that runs now is another one than before: the old one may go on answering for some seconds. */
function isNew(before: CloudSnapshot, now: CloudSnapshot, pair: { no: number; app: string }): boolean {
  const startOf = (snapshot: CloudSnapshot): number | undefined =>
    snapshot.seats.get(pair.no)?.apps.get(pair.app)?.startedAt?.getTime();
  const then = startOf(before);
  const since = startOf(now);
  return since !== undefined && since !== then;
}
