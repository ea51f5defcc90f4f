import type { Context } from '../context';
import type { Operation } from '../operation';
import { ProblemError } from '../problems';
import { venueWorkshop } from '../venue/venue';
import type { Workshop } from '../workshop';
import { patiently } from './patience';
import { pauseOf } from './pause';
import type { Outcome } from './run-deploy';
import { untilGone } from './until-gone';
import { stands, workThrough } from './work-through';

/** Removes the batches and the database side by side, then the network, then asks AWS whether anything is left. */
export async function runDestroy(
  context: Context,
  workshopBefore: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const { store, clock, signal } = context;
  const workshop = await store.workshops.update(workshopBefore.id, { state: 'destroying' });
  const steps = await workThrough(context, operation, cancelled, {
    mayBegin(now) {
      const others = now.map(({ stack }) => stack).filter((stack) => stack !== 'network');
      return others.every((stack) => stands(now, stack)) ? ['network'] : others;
    },
  });
  if (signal.aborted) return undefined;
  const problem = steps.find(({ state }) => state === 'failed')?.problem;
  if (problem) return { state: 'partial', problem };
  if (steps.some(({ state }) => state !== 'done')) return { state: 'cancelled' };

  const hadVenue = await store.venues.ever(workshop.id);
  if (workshop.deployedAt !== undefined || hadVenue) {
    const stop = AbortSignal.any([signal, cancelled]);
    try {
      const leftovers = await patiently(context, stop, pauseOf(context, operation), () =>
        untilGone(context, () => leftoversOf(context, workshop, hadVenue)),
      );
      const swept = { type: 'workshop-swept', operationId: operation.id, leftovers } as const;
      await context.emit({ workshopId: workshop.id, actor: 'usher', ...swept });
      if (leftovers.length > 0) return { state: 'partial' };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (signal.aborted) return undefined;
      return { state: 'partial', problem: error.problem };
    }
  }
  await store.workshops.update(workshop.id, {
    state: 'destroyed',
    destroyedAt: clock.now(),
    loadBalancers: [],
    built: undefined,
  });
  await context.emit({ workshopId: workshop.id, actor: operation.startedBy, type: 'workshop-destroyed' });
  return { state: 'succeeded' };
}

/** What AWS still lists of the workshop, and of the check of its venue. */
async function leftoversOf({ cloud }: Context, workshop: Workshop, hadVenue: boolean): Promise<string[]> {
  const ofVenue = hadVenue ? await cloud.leftovers(venueWorkshop(workshop, { seat: true, tag: '' })) : [];
  return [...(await cloud.leftovers(workshop)), ...ofVenue];
}
