import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Resting, RestBegun, RestPlan, RestRefused } from '../usher/resting';
import type { Workshop } from '../workshop';
import { begin } from './start-operation';

export const resting = (context: Context): Resting => ({
  planStop: (workshop) => planStop(context, workshop),
  stop: async (workshop, by) => {
    const planned = await planStop(context, workshop);
    return 'plan' in planned ? beginRest(context, workshop, by, 'stop') : planned;
  },
  start: (workshop, by) => startHosts(context, workshop, by),
  planStart: async (workshop) => (await whyNotStart(context, workshop)) ?? { plan: await planOf(context, workshop) },
  startAt: (workshop, by, at) => scheduleStart(context, workshop, by, at),
});

async function planStop(context: Context, asked: Workshop): Promise<{ plan: RestPlan } | RestRefused> {
  const { store } = context;
  const workshop = (await store.workshops.get(asked.id)) ?? asked;
  // A restart, too, would take what is off for what did not come back.
  const [operation] = await store.operations.running(workshop.id);
  if (operation) return { refused: 'running', operation };
  if (workshop.state === 'stopped') return { refused: 'off' };
  if (workshop.state !== 'deployed') return { refused: 'not-deployed' };
  return { plan: await planOf(context, workshop) };
}

async function planOf({ store, prices }: Context, workshop: Workshop): Promise<RestPlan> {
  const seated = (await store.seats.list(workshop.id)).filter(({ owner }) => owner !== undefined).length;
  return { workshop, seated, price: await prices.of(workshop.spec) };
}

/** Turns everything on that is off. What is on already stays as it is. */
export async function startHosts(context: Context, workshop: Workshop, by: string): Promise<RestBegun> {
  return (await whyNotStart(context, workshop)) ?? beginRest(context, workshop, by, 'start');
}

async function whyNotStart(context: Context, asked: Workshop): Promise<RestRefused | undefined> {
  const { store } = context;
  const workshop = (await store.workshops.get(asked.id)) ?? asked;
  const operation = await greater(context, workshop);
  if (operation) return { refused: 'running', operation };
  if (workshop.state === 'stopped') return undefined;
  if (workshop.state !== 'deployed') return { refused: 'not-deployed' };
  // Some may have stayed off when the others were turned on.
  const isSomeOff = (await store.seats.list(workshop.id)).some(({ state }) => state === 'stopped');
  return isSomeOff ? undefined : { refused: 'on' };
}

async function scheduleStart(context: Context, { id }: Workshop, by: string, at: Date | undefined): Promise<Workshop> {
  const planned = await context.store.workshops.update(id, { startsAt: at, startsBy: at && by });
  const when = at ? { at: at.toISOString() } : {};
  await context.emit({ workshopId: id, actor: by, type: 'start-planned', ...when });
  return planned;
}

const greater = async ({ store }: Context, { id }: Workshop): Promise<Operation | undefined> =>
  (await store.operations.running(id)).find(({ kind }) => kind !== 'restart');

async function beginRest(context: Context, { id }: Workshop, by: string, kind: 'stop' | 'start'): Promise<RestBegun> {
  const begun = await begin(context, { workshopId: id, kind, startedBy: by, stacks: [] });
  return 'running' in begun ? { refused: 'running', operation: begun.running } : begun;
}
