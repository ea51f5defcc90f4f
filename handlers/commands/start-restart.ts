import type { Operation } from '../../workshop/operation';
import type { Sitter } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import type { Message } from '../views/blocks';
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
  /** Those who sit there and are not in Slack. */
  readonly untold: readonly Sitter[];
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
  if ('refused' in begun) return { workshop, seats, apps, operation: undefined, told: [], untold: [] };
  const seated = await peopleAt(asked, workshop, seats);
  const others = seated.flatMap(({ no, sitter: { userId } }) =>
    userId === undefined || userId === by ? [] : [{ no, userId }],
  );
  await Promise.all([
    progress.start(begun.started.id, workshop.crewChannel),
    ...others.map(({ no, userId }) => tellSitter(asked, userId, seatIsRestarted(workshop, no, apps, by))),
  ]);
  const untold = seated.map(({ sitter }) => sitter).filter(({ userId }) => userId === undefined);
  return { workshop, seats, apps, operation: begun.started, told: others.map(({ userId }) => userId), untold };
}

/** Who sits at these seats. */
export async function peopleAt(
  { deps }: Pick<Asked, 'deps'>,
  workshop: Workshop,
  numbers: readonly number[],
): Promise<{ no: number; sitter: Sitter }[]> {
  const { seats, participants } = await deps.usher.status(workshop);
  const people = new Map(participants.map((each) => [each.id, each]));
  return seats.flatMap(({ no, owner }) => {
    const sitter = owner === undefined ? undefined : people.get(owner);
    return sitter !== undefined && numbers.includes(no) ? [{ no, sitter }] : [];
  });
}

/** A direct message to whoever sits at a seat something is done to; one that cannot be sent keeps it from nothing. */
export async function tellSitter({ deps }: Pick<Asked, 'deps'>, userId: string, message: Message): Promise<void> {
  try {
    await deps.client.chat.postMessage({ channel: userId, ...message, unfurl_links: false, unfurl_media: false });
  } catch (error) {
    deps.log.warn('a participant could not be told of what is done to their seat', { userId, error: String(error) });
  }
}
