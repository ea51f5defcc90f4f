import type { Operation } from '../../workshop/operation';
import type { Workshop } from '../../workshop/workshop';
import { seatIsRestarted } from '../views/restart';
import type { Asked } from './command';

export interface RestartStarted {
  readonly workshop: Workshop;
  readonly seats: readonly number[];
  readonly apps: readonly string[];
  /** Undefined where nothing is deployed yet. */
  readonly operation: Operation | undefined;
  /** Slack users who sit there and are told. */
  readonly told: readonly string[];
}

/** Starts the restart, shows it in the crew channel and tells whoever sits there. Seats and apps are checked before. */
export async function startRestart(
  asked: Pick<Asked, 'deps' | 'progress' | 'by'>,
  workshop: Workshop,
  seats: readonly number[],
  apps: readonly string[],
): Promise<RestartStarted> {
  const { deps, progress, by } = asked;
  const begun = await deps.usher.restart(workshop, by, seats, apps);
  if ('refused' in begun) return { workshop, seats, apps, operation: undefined, told: [] };
  const seated = await peopleAt(asked, workshop, seats);
  const others = seated.filter(({ userId }) => userId !== by);
  await Promise.all([
    progress.start(begun.started.id, workshop.crewChannel),
    ...others.map(({ no, userId }) => tell(asked, userId, seatIsRestarted(workshop, no, apps, by))),
  ]);
  return { workshop, seats, apps, operation: begun.started, told: others.map(({ userId }) => userId) };
}

async function peopleAt(
  { deps }: Pick<Asked, 'deps'>,
  workshop: Workshop,
  numbers: readonly number[],
): Promise<{ no: number; userId: string }[]> {
  const { seats, participants } = await deps.usher.status(workshop);
  const users = new Map(participants.map((each) => [each.id, each.userId]));
  return seats.flatMap(({ no, owner }) => {
    const userId = owner === undefined ? undefined : users.get(owner);
    return userId !== undefined && numbers.includes(no) ? [{ no, userId }] : [];
  });
}

/** A direct message; one that cannot be sent keeps no restart from happening. */
async function tell(
  { deps }: Pick<Asked, 'deps'>,
  userId: string,
  message: ReturnType<typeof seatIsRestarted>,
): Promise<void> {
  try {
    await deps.client.chat.postMessage({ channel: userId, ...message, unfurl_links: false, unfurl_media: false });
  } catch (error) {
    deps.log.warn('a participant could not be told of a restart', { userId, error: String(error) });
  }
}
