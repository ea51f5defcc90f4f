import type { Participant } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import type { HandlerDeps } from '../deps';
import { postQuietly } from '../private-answer';
import { seatMoved } from '../views/seat-news';

/** A direct message to somebody who was moved; nothing for who was never told of a seat, and one that cannot be sent undoes nothing. */
export async function tellMoved(
  deps: Pick<HandlerDeps, 'client' | 'log'>,
  workshop: Workshop,
  { userId, dmChannel }: Participant,
  from: number,
  to: number,
  by: string,
): Promise<void> {
  if (userId === undefined || dmChannel === undefined || userId === by) return;
  try {
    await postQuietly(deps, dmChannel, seatMoved(workshop, from, to, by));
  } catch (error) {
    deps.log.warn('a participant could not be told of their new seat', { userId, error: String(error) });
  }
}
