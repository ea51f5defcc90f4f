import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Workshop } from '../workshop';
import { begin } from './start-operation';

/** Restarts apps of seats in the background; `apps` empty means all. Seats and apps are checked by the caller. */
export async function restartApps(
  context: Context,
  workshop: Workshop,
  by: string,
  seats: readonly number[],
  apps: readonly string[],
  own?: true,
): Promise<{ started: Operation } | { refused: 'not-deployed' }> {
  if (workshop.state !== 'deployed' && workshop.state !== 'deploying') return { refused: 'not-deployed' };
  const target = { seats, apps, ...(own && { own }) };
  const begun = await begin(context, {
    workshopId: workshop.id,
    kind: 'restart',
    startedBy: by,
    target,
    stacks: [],
  });
  return { started: 'started' in begun ? begun.started : begun.running };
}

/** Restart by a participant: of the seat they sit in, whatever they send. */
export async function restartOwn(
  context: Context,
  workshopId: string,
  userId: string,
  app: string,
): Promise<{ started: Operation } | { refused: 'no-seat' | 'not-deployed' }> {
  const workshop = await context.store.workshops.get(workshopId);
  const seat = (await context.store.participants.sitting(userId)).find(
    (each) => each.seat.workshopId === workshopId,
  )?.seat;
  if (!workshop || !seat || !workshop.spec.apps.some((each) => each.name === app)) {
    return { refused: 'no-seat' };
  }
  return restartApps(context, workshop, userId, [seat.no], [app], true);
}
