import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Workshop } from '../workshop';
import { announceStart, type Runner } from './start-operation';

/** Restarts apps of seats in the background; `apps` empty means all. Seats and apps are checked by the caller. */
export async function restartApps(
  context: Context,
  runner: Runner,
  workshop: Workshop,
  by: string,
  seats: readonly number[],
  apps: readonly string[],
): Promise<{ started: Operation } | { refused: 'not-deployed' }> {
  if (workshop.state !== 'deployed' && workshop.state !== 'deploying') return { refused: 'not-deployed' };
  const begun = await context.store.operations.begin({
    workshopId: workshop.id,
    kind: 'restart',
    startedBy: by,
    target: { seats, apps },
    stacks: [],
  });
  const operation = 'started' in begun ? begun.started : begun.running;
  await announceStart(context, operation);
  runner.run(workshop, operation);
  return { started: operation };
}

/** Restart by a participant: of the seat they sit in, whatever they send. */
export async function restartOwn(
  context: Context,
  runner: Runner,
  workshopId: string,
  userId: string,
  app: string,
): Promise<{ started: Operation } | { refused: 'no-seat' | 'not-deployed' }> {
  const workshop = await context.store.workshops.get(workshopId);
  const participant = await context.store.participants.byUser(workshopId, userId);
  const seat = (await context.store.seats.list(workshopId)).find((each) => each.owner === participant?.id);
  if (!workshop || !participant || !seat || !workshop.spec.apps.some((each) => each.name === app)) {
    return { refused: 'no-seat' };
  }
  return restartApps(context, runner, workshop, userId, [seat.no], [app]);
}
