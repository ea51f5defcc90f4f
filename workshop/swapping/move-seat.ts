import type { Context } from '../context';
import type { Operation } from '../operation';
import { ProblemError } from '../problems';
import { changeSeats } from '../running/change-seats';
import { patiently, type Pause } from '../running/patience';
import { lookAtSeats, recordLooks } from '../running/watch-seats';
import { numberValues, standsAt, type Swap, type SwapHosts } from '../swap';
import type { Workshop } from '../workshop';
import { packWork, tellHost, unpackWork } from './carry-work';

/** One swap that several functions see to. */
export interface Swapping {
  readonly context: Context;
  readonly workshop: Workshop;
  readonly operation: Operation;
  readonly seat: number;
  readonly swap: Swap;
  readonly cancelled: AbortSignal;
  readonly pause: Pause;
}

/**
 * Moves a seat to the machine of a spare: first its work is put away, then the machine takes the number, then the apps start there.
 * Each decision is noted before it is acted on, so that another process ends the same from any point. Resolves once the seat answers
 * or has had its time; false where it was stopped before. A cancel counts until the number is given.
 */
export async function moveSeat(swapping: Swapping): Promise<boolean> {
  const { context, workshop, operation, seat, cancelled, pause } = swapping;
  const { store, numbers, signal } = context;
  const { spare } = swapping.swap;
  const early = AbortSignal.any([signal, cancelled]);
  const asking = <T>(does: () => Promise<T>, stop = signal): Promise<T> => patiently(context, stop, pause, does);
  const note = async (change: Partial<Swap>): Promise<Swap> => {
    const noted = await store.operations.noteSwap(operation.id, change);
    context.changed(workshop.id, operation.id);
    return noted;
  };

  let { swap } = swapping;
  if (swap.hosts === undefined) swap = await note({ hosts: await asking(() => findHosts(swapping), early) });
  const hosts = swap.hosts;
  if (hosts === undefined) throw new Error(`the machines of swap ${operation.id} are not noted`);
  if (swap.given === undefined) {
    const work = swap.work ?? (await asking(() => packWork(context, workshop, seat, hosts.from), early));
    if (early.aborted) return false;
    await note({ work });
    await asking(() => takeNumber(swapping, hosts.to), early);
    swap = await note({ given: true });
  }

  const labels = new Map([[seat, hosts.to]]);
  if (hosts.from !== undefined) labels.set(spare, hosts.from);
  await asking(() => numbers.label(workshop, labels));
  await store.seats.settle(workshop.id, [
    { no: seat, placement: hosts.toPlace },
    { no: spare, placement: hosts.fromPlace },
  ]);
  const packed = swap.work;
  if (packed?.kind === 'packed') {
    const [work] = await Promise.all([
      asking(() => unpackWork(context, workshop, seat, hosts.to, packed)),
      renameOld(swapping, hosts.from),
    ]);
    if (signal.aborted) return false;
    await note({ work });
  }
  await asking(() => numbers.move(workshop, { seat, spare, from: hosts.from, to: hosts.to }));
  await awaitSeat(swapping);
  return true;
}

async function findHosts({ context, workshop, seat, swap: { spare } }: Swapping): Promise<SwapHosts> {
  const [found, seats] = await Promise.all([
    context.numbers.find(workshop, [seat, spare]),
    context.store.seats.list(workshop.id),
  ]);
  const to = found.get(spare);
  if (to === undefined) throw new ProblemError(noMachine(spare));
  const placeOf = (no: number) =>
    standsAt(workshop.spec, seats.find((each) => each.no === no) ?? { no, placements: [] });
  return { from: found.get(seat), fromPlace: placeOf(seat), to, toPlace: placeOf(spare) };
}

/** Tells the spare's machine that it is the seat's; throws ProblemError where it does not take it. */
async function takeNumber({ context, workshop, seat, swap: { spare } }: Swapping, instance: string): Promise<void> {
  const order = { no: spare, instance, values: numberValues(workshop, seat) };
  const result = await tellHost(context, workshop, 'take-number', order);
  if (result && 'said' in result && result.said.has('done')) return;
  throw new ProblemError(result && 'problem' in result ? result.problem : noMachine(spare));
}

/** The old machine answers: should its agent register once more, then under its new number. It goes anyway, so nothing depends on it. */
async function renameOld(
  { context, workshop, swap: { spare } }: Swapping,
  instance: string | undefined,
): Promise<void> {
  if (instance === undefined) return;
  const order = { no: spare, instance, values: numberValues(workshop, spare) };
  await tellHost(context, workshop, 'take-number', order).catch(() => undefined);
}

/** Looks until the seat answers from tasks that ECS knows, or its time is up. */
async function awaitSeat({ context, workshop, operation, seat, pause }: Swapping): Promise<void> {
  const { clock, pace, signal: stop } = context;
  const deadline = clock.now().getTime() + pace.readyTimeoutMs;
  while (!stop.aborted) {
    await clock.sleep(pace.pollMs, stop);
    const late = clock.now().getTime() >= deadline;
    try {
      const { looks, snapshot } = await patiently(context, stop, pause, () => lookAtSeats(context, workshop, [seat]));
      const apps = [...(snapshot.seats.get(seat)?.apps.values() ?? [])];
      const runs = apps.length === workshop.spec.apps.length && apps.every(({ task }) => task === 'running');
      const well = runs && looks.every(({ faults }) => faults.length === 0);
      if (well || late)
        return await recordLooks(
          context,
          workshop,
          looks.map((look) => ({
            ...look,
            faults: look.faults.map((fault) => ({ ...fault, mend: 'restart' as const })),
          })),
        );
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (late) return changeSeats(context, workshop, [{ no: seat, state: 'failing', detail: error.problem.summary }]);
    }
    context.changed(workshop.id, operation.id);
  }
}

const noMachine = (spare: number) =>
  ({
    kind: 'unknown',
    summary: `The machine of spare ${spare} does not answer any more.`,
    next: 'Give the command again: another spare may be ready.',
  }) as const;
