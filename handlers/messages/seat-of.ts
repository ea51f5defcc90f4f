import type { ClaimResult } from '../../workshop/usher';
import type { Workshop } from '../../workshop/workshop';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { noSeatMessage, pointerMessage, type NoSeat } from '../views/participant-answers';
import { dmOf, isPrivate, type Place, say } from './reach';

export type Seated = Exclude<ClaimResult, NoSeat>;

export const isSeated = (claim: ClaimResult): claim is Seated => claim.kind === 'card' || claim.kind === 'wait';

/**
 * Seats whoever wrote or clicked, and sends the card or the honest wait to their DM; in a channel they are told where to
 * look. `workshopId` may come from a button and is only a wish: who may sit there is decided anew.
 */
export async function giveSeat(
  deps: HandlerDeps,
  cards: Cards,
  place: Place,
  botUserId: string | undefined,
  workshopId?: string,
): Promise<void> {
  const claim = await deps.usher.claim(place.userId, workshopId);
  if (!isSeated(claim)) return refuse(deps, place, claim);
  await cards.answer(claim, dmOf(place), isPrivate(place) ? place.threadTs : undefined);
  if (!isPrivate(place)) await say(deps, place, pointerMessage(botUserId));
}

/** Says why there is no seat; where their workshop is over, that. */
export async function refuse(deps: HandlerDeps, place: Place, claim: NoSeat): Promise<void> {
  const over = claim.kind === 'no-workshop' ? await lastWorkshopOf(deps, place.userId) : undefined;
  await say(deps, place, noSeatMessage(claim, over));
}

async function lastWorkshopOf({ usher }: HandlerDeps, userId: string): Promise<Workshop | undefined> {
  const past = await usher.list({ past: true });
  return past.find(({ participants }) => participants.some((each) => each.userId === userId))?.workshop;
}
