import type { StackContext } from '../context';
import { touchesSeats } from '../operation';
import type { JobOf } from '../jobs';
import type { Problem } from '../problems';
import type { Placement } from '../ports/provisioner';
import type { TakenStep } from '../ports/operation-store';
import { asBuilt } from '../seat-plan';
import type { Workshop } from '../workshop';
import { ANEW, changeBatch, changeSeats, seatNumbersOf } from './change-seats';
import { followStack, type Turn } from './follow-stack';
import { awaitCredentials, type Pause } from './patience';
import { placeElsewhere } from './place-elsewhere';
import { keepTurn } from './keep-turn';
import { venueOnAws } from '../use-cases/venue';
import { VENUE } from '../venue/venue';

/**
 * Applies or destroys one stack of an operation, unless that is done or nobody wants it any more; what a lost worker left of a
 * cancelled one is only noted as stopped. Throws where this process stops in
 * the middle, so that the job goes to another; what is half-done is taken up there.
 */
export async function runStack(
  context: StackContext,
  { operationId, stack }: JobOf<'stack'>,
  ours: AbortSignal,
): Promise<void> {
  const { store, worker } = context;
  const operation = await store.operations.get(operationId);
  const workshop = operation && (await store.workshops.get(operation.workshopId));
  const taken = workshop && (await store.operations.takeStep(operationId, stack, worker));
  if (!taken) return;
  const leaving = AbortSignal.any([context.signal, ours]);
  await keepTurn(context, taken, leaving, async (signal) => {
    const turn: Turn = { context, workshop, operation, step: taken, signal };
    context.changed(workshop.id, operationId);
    if (operation.cancelledBy !== undefined) return endStopped(turn, taken);
    // A swap says for itself how its two seats are.
    if (!taken.step.removes && touchesSeats(operation.kind) && operation.kind !== 'swap') await beginSeats(turn, taken);
    const problem = await work(turn, taken);
    const isStopped = problem !== undefined && signal.aborted;
    if (leaving.aborted || (isStopped && !(await isCancelled(turn)))) {
      throw new Error(`${stack} of ${workshop.spec.name} is left to another process`);
    }
    await (isStopped ? endStopped(turn, taken) : end(turn, taken, problem));
  });
}

/** Else it was stopped because this process could not tell whether it still had the turn. */
async function isCancelled({ context, operation }: Turn): Promise<boolean> {
  return (await context.store.operations.get(operation.id))?.cancelledBy !== undefined;
}

/** Works until the stack is as asked, or until what is in the way does not go away by itself. */
async function work(turn: Turn, { step, lost, replaceOrderedAt }: TakenStep): Promise<Problem | undefined> {
  const { context, workshop, signal } = turn;
  const { provisioner } = context;
  for (;;) {
    const placements = await placementsOf(context, workshop);
    const options = { placements, ...(lost ? { lost } : {}) };
    const made = step.stack === VENUE ? await venueOnAws(context, workshop) : workshop;
    const events = step.removes
      ? provisioner.destroy(step.stack === VENUE ? made : asBuilt(workshop), step.stack, signal, options)
      : provisioner.apply(made, step.stack, signal, {
          ...options,
          replace: step.replace,
          ...(replaceOrderedAt ? { replaceOrderedAt } : {}),
        });
    const { problem, withoutCapacity } = await followStack(turn, events);
    if (problem === undefined || signal.aborted) return problem;
    if (problem.kind === 'credentials') await awaitCredentials(context, problem, signal, pauseOf(turn));
    else if (!(await placeElsewhere(turn, withoutCapacity))) return problem;
    if (signal.aborted) return problem;
  }
}

const placementsOf = async ({ store }: StackContext, { id }: Workshop): Promise<ReadonlyMap<number, Placement>> =>
  new Map(
    (await store.seats.list(id)).flatMap(({ no, placements }) => {
      const place = placements.at(-1);
      return place ? [[no, place] as const] : [];
    }),
  );

function pauseOf({ context, workshop, operation, step }: Turn): Pause {
  const about = { workshopId: workshop.id, actor: 'usher', operationId: operation.id, stack: step.stack };
  return {
    async begins(problem) {
      await context.store.operations.updateStep(step, { problem });
      await context.emit({ ...about, type: 'step-paused', problem });
    },
    async ends() {
      await context.store.operations.updateStep(step, { problem: undefined });
      await context.emit({ ...about, type: 'step-resumed' });
    },
  };
}

async function beginSeats(
  { context, workshop, operation, step }: Turn,
  { step: { replace } }: TakenStep,
): Promise<void> {
  const creating = { state: 'creating', detail: undefined } as const;
  await changeBatch(context, workshop, operation, step.stack, ['absent', 'failing'], creating);
  await changeSeats(
    context,
    workshop,
    replace.map((no) => ({ no, ...ANEW })),
  );
}

async function end(turn: Turn, taken: TakenStep, problem: Problem | undefined): Promise<void> {
  const { context, workshop, operation, step } = turn;
  const state = problem ? 'failed' : 'done';
  await endSeats(turn, taken, problem);
  const over = { state, endedAt: context.clock.now(), note: undefined, problem, replace: [] } as const;
  if (!(await context.store.operations.updateStep(step, over))) return;
  await context.emit({
    workshopId: workshop.id,
    actor: 'usher',
    type: 'step-ended',
    operationId: operation.id,
    stack: step.stack,
    ...(problem ? { problem } : {}),
  });
}

async function endSeats(
  { context, workshop, operation, step }: Turn,
  { step: { removes } }: TakenStep,
  problem: Problem | undefined,
): Promise<void> {
  const { stack } = step;
  if (stack === VENUE) {
    const venue = await context.store.venues.of(workshop.id);
    if (venue && removes && problem === undefined) {
      await context.store.venues.update(venue.id, { goneAt: context.clock.now() });
    }
    return;
  }
  if (!touchesSeats(operation.kind)) return;
  if (!removes) {
    const then = problem ? ({ state: 'failing', detail: problem.summary } as const) : STARTING;
    await changeBatch(context, workshop, operation, stack, ['creating'], then);
  } else if (problem === undefined) {
    const gone = seatNumbersOf(workshop, stack);
    await context.store.seats.forgetHosts(workshop.id, gone);
    await changeSeats(
      context,
      workshop,
      gone.map((no) => ({ no, state: 'absent', detail: undefined })),
    );
  }
}

const STARTING = { state: 'starting', detail: undefined } as const;

/** Cancelled half-way: what exists stays, for the next deploy to go on with or a destroy to remove. */
async function endStopped(
  { context, workshop, operation, step }: Turn,
  { step: { removes } }: TakenStep,
): Promise<void> {
  const half = { state: 'failing', detail: `half made when the ${operation.kind} was cancelled` } as const;
  if (!removes && touchesSeats(operation.kind)) {
    await changeBatch(context, workshop, operation, step.stack, ['creating'], half);
  }
  await context.store.operations.updateStep(step, {
    state: 'stopped',
    endedAt: context.clock.now(),
    note: undefined,
    problem: undefined,
  });
  context.changed(workshop.id, operation.id);
}
