import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Rehearsal, Verdict } from '../rehearsal';
import type { Outcome } from '../running/run-deploy';
import type { Workshop } from '../workshop';
import { play } from './play';
import { Tally } from './tally';
import { judge } from './verdict';

/** Between two looks at what is to be shown. */
const NOTE_MS = 1_000;

/**
 * Waits for the deploy that may run, lets synthetic participants use the seats, and says whether the day may come. Whoever goes on
 * with it after a lost process begins anew. Its people are gone at its end, however it ends.
 */
export async function runRehearse(
  context: Context,
  before: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const { store, signal } = context;
  const rehearsal = await store.rehearsals.get(operation.id);
  if (!rehearsal) throw new Error(`operation ${operation.id} is no rehearsal`);
  await store.rehearsals.dismiss(before.id, operation.id);
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, cancelled, ended.signal]);
  try {
    await deployEnds(context, before, stop);
    const workshop = (await store.workshops.get(before.id)) ?? before;
    const leaves = watchState(context, workshop, ended);
    const verdict = await perform({ context, workshop, operation, rehearsal, stop }).finally(() => leaves());
    if (signal.aborted) return undefined;
    if (stop.aborted || verdict === undefined) return { state: 'cancelled' };
    return { state: verdict.stops.length === 0 ? 'succeeded' : 'partial' };
  } finally {
    await store.rehearsals.dismiss(before.id, operation.id);
  }
}

interface Scene {
  readonly context: Context;
  readonly workshop: Workshop;
  readonly operation: Operation;
  readonly rehearsal: Rehearsal;
  readonly stop: AbortSignal;
}

/** Undefined where it was stopped half-way. */
async function perform(scene: Scene): Promise<Verdict | undefined> {
  const { context, workshop, operation, rehearsal, stop } = scene;
  const { store } = context;
  const free = (await store.seats.list(workshop.id)).filter(({ owner, spare }) => owner === undefined && !spare);
  const up = workshop.loadBalancers.length > 0 && workshop.state === 'deployed';
  const people = up ? Math.min(rehearsal.seats ?? free.length, free.length) : 0;
  const tally = new Tally(people);
  const note = async (): Promise<void> => {
    await store.rehearsals.note(operation.id, tally.report());
    context.changed(workshop.id, operation.id);
  };
  await keepNoting(context, note, () => play({ ...scene, tally }, people));
  const verdict = stop.aborted ? undefined : await judge(context, workshop, tally.report());
  tally.over(verdict);
  await note();
  return verdict;
}

/** Notes how far it is as long as the work lasts. */
async function keepNoting({ clock }: Context, note: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  const noting = (async () => {
    while (!over.signal.aborted) {
      await note();
      await clock.sleep(NOTE_MS, over.signal);
    }
  })();
  try {
    await work();
  } finally {
    over.abort();
    await noting;
  }
}

/** Resolves once nothing is being made any more. */
async function deployEnds({ store, clock, pace }: Context, { id }: Workshop, stop: AbortSignal): Promise<void> {
  const deploys = async (): Promise<boolean> =>
    (await store.operations.running(id)).some(({ kind }) => kind === 'deploy');
  while (!stop.aborted && (await deploys())) await clock.sleep(pace.stepMs, stop);
}

/** Ends the rehearsal where the workshop goes down under it. */
function watchState({ store, clock, pace }: Context, { id }: Workshop, ended: AbortController): () => void {
  const over = new AbortController();
  void (async () => {
    while (!over.signal.aborted) {
      await clock.sleep(pace.pollMs, over.signal);
      const state = (await store.workshops.get(id).catch(() => undefined))?.state;
      if (state === 'destroying' || state === 'destroyed') ended.abort();
    }
  })();
  return () => over.abort();
}
