import type { Context } from '../context';
import type { Operation, Step } from '../operation';
import type { Problem } from '../problems';
import { ProblemError } from '../problems';
import { loadBalancerCount } from '../seat-plan';
import { stretched } from '../stretches';
import type { Workshop } from '../workshop';
import { awaitSeats } from './await-seats';
import { patiently } from './patience';
import { pauseOf } from './pause';
import type { Outcome } from './run-deploy';
import { untilGone } from './until-gone';
import { stands, workThrough } from './work-through';

/**
 * Makes the seats that are new, and takes away those that are no more; all others stay as they are. A load balancer comes before the
 * seats behind it and goes after them. At the end AWS is asked whether anything is left of what goes.
 */
export async function runScale(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const { signal } = context;
  const { before = workshop.spec, after = workshop.spec } = operation.scaling ?? {};
  const balancers = ({ seats }: { seats: number }): number => loadBalancerCount({ ...workshop.spec, seats });
  const networkFirst = balancers(after) > balancers(before);
  let settled = false;
  const seats = awaitSeats(context, workshop, operation, cancelled).finally(() => (settled = true));
  // Looked at below; without this a break of the first would leave the second to nobody.
  seats.catch(() => undefined);
  const steps = await workThrough(context, operation, cancelled, {
    mayBegin(now) {
      const others = now.map(({ stack }) => stack).filter((stack) => stack !== 'network');
      if (networkFirst) return stands(now, 'network') ? others : ['network', 'database'];
      return others.every((stack) => stands(now, stack)) ? ['network'] : others;
    },
    mayComeBack: () => !settled,
  });
  const { ready, all, problem: lookProblem } = await seats;
  if (signal.aborted) return undefined;
  const done = steps.every(({ state }) => state === 'done');
  const gone = done ? await proveGone(context, workshop, operation, cancelled) : {};
  if (signal.aborted) return undefined;
  const problem = firstProblem(steps) ?? gone.problem ?? lookProblem;
  if (done && ready === all && problem === undefined && !gone.left) return { state: 'succeeded' };
  if (cancelled.aborted) return { state: 'cancelled' };
  const nothingCame = all > 0 && ready === 0;
  return { state: nothingCame ? 'failed' : 'partial', ...(problem ? { problem } : {}) };
}

const firstProblem = (steps: readonly Step[]): Problem | undefined =>
  steps.find(({ state }) => state === 'failed')?.problem;

/** Asks AWS for what is left beyond the workshop's seats; where that is nothing, it costs what its seats cost from now on. */
async function proveGone(
  context: Context,
  { id }: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<{ readonly left?: boolean; readonly problem?: Problem }> {
  const { store, clock, cloud, signal } = context;
  const workshop = await store.workshops.get(id);
  if (workshop?.built === undefined) return {};
  try {
    const stop = AbortSignal.any([signal, cancelled]);
    const leftovers = await patiently(context, stop, pauseOf(context, operation), () =>
      untilGone(context, () => cloud.remains(workshop)),
    );
    await context.emit({
      workshopId: id,
      actor: 'usher',
      type: 'workshop-swept',
      operationId: operation.id,
      leftovers,
    });
    if (leftovers.length > 0) return { left: true };
    await store.workshops.update(id, {
      built: undefined,
      stretches: stretched(workshop, { seats: workshop.spec.seats, resting: false }, clock.now()),
    });
    return {};
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { problem: error.problem };
  }
}
