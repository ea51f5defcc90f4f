import type { Context } from '../context';
import type { Operation } from '../operation';
import { ProblemError, type Problem } from '../problems';
import { stretched } from '../stretches';
import type { Workshop } from '../workshop';
import { changeSeats } from './change-seats';
import { patiently } from './patience';
import { pauseOf } from './pause';
import type { Outcome } from './run-deploy';

/** What a seat waits for whose host is on its way down. */
const STOPPING = 'its instance is stopping';

/**
 * Turns all hosts off and waits until they are; whatever else the workshop has stays. What is off already is left as it is, so that
 * any process may go on with it.
 */
export async function runStop(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const { store, cloud, clock, pace, signal } = context;
  const stop = AbortSignal.any([signal, cancelled]);
  const there = (await store.seats.list(workshop.id)).filter(({ state }) => state !== 'absent').map(({ no }) => no);
  const set = (numbers: readonly number[], detail: string | undefined): Promise<void> =>
    changeSeats(
      context,
      workshop,
      numbers.map((no) => ({ no, state: 'stopped', detail })),
    );
  const deadline = clock.now().getTime() + pace.readyTimeoutMs;
  let problem: Problem | undefined;
  try {
    await patiently(context, stop, pauseOf(context, operation), () => cloud.stopHosts(workshop));
    await set(there, STOPPING);
    for (let running = there; running.length > 0;) {
      const snapshot = await patiently(context, stop, pauseOf(context, operation), () => cloud.inspect(workshop));
      const isOn = (no: number): boolean =>
        ['pending', 'running', 'impaired'].includes(snapshot.seats.get(no)?.host ?? '');
      const off = running.filter((no) => !isOn(no));
      running = running.filter(isOn);
      await set(off, undefined);
      context.changed(workshop.id, operation.id);
      if (running.length === 0 || stop.aborted) break;
      if (clock.now().getTime() >= deadline) {
        problem = LATE;
        break;
      }
      await clock.sleep(pace.pollMs, stop);
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    problem = error.problem;
  }
  if (signal.aborted) return undefined;
  const off = (await store.seats.list(workshop.id)).filter(({ state }) => state === 'stopped').length;
  if (off === 0) return { state: cancelled.aborted ? 'cancelled' : 'failed', ...(problem ? { problem } : {}) };
  await store.workshops.update(workshop.id, {
    state: 'stopped',
    stretches: stretched(workshop, { seats: workshop.spec.seats, resting: true }, clock.now()),
  });
  await endIncidents(context, workshop);
  if (cancelled.aborted) return { state: 'cancelled' };
  return problem ? { state: 'partial', problem } : { state: 'succeeded' };
}

/** What was wrong with seats that are off is looked at anew when they are on. */
async function endIncidents({ store, clock }: Context, { id }: Workshop): Promise<void> {
  for (const incident of await store.incidents.list(id, clock.now())) {
    if (incident.endedAt === undefined) await store.incidents.end(incident.id, clock.now(), true);
  }
}

const LATE: Problem = {
  kind: 'timeout',
  summary: 'Some instances do not stop.',
  next: 'Give the command again, or look at them in the AWS console.',
};
