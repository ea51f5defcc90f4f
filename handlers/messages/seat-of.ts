import type { ClaimResult } from '../../workshop/usher/seating';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { cannotWriteToYou, noSeatMessage, pointerMessage, type NoSeat } from '../views/participant-answers';
import { slackErrorOf } from '../slack-error';
import { dmOf, isPrivate, type Place, say } from './reach';

export type Seated = Exclude<ClaimResult, NoSeat>;

export const isSeated = (claim: ClaimResult): claim is Seated => claim.kind === 'card' || claim.kind === 'wait';

/** What Slack says where it lets the bot write to somebody nowhere but in a channel: people of other workspaces, mostly. */
const NO_DM = ['channel_not_found', 'user_not_found', 'user_not_visible', 'cannot_dm_bot', 'messages_tab_disabled'];

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
  const claim = await claimFor(deps, place, workshopId);
  if (!isSeated(claim)) return refuse(deps, place, claim);
  await sendCard(deps, cards, place, botUserId, claim);
}

/** Claims for whoever wrote or clicked; getting the card they ask for is the first sign that they are there. */
export async function claimFor({ usher }: HandlerDeps, { userId }: Place, workshopId?: string): Promise<ClaimResult> {
  const claim = await usher.claim(userId, workshopId);
  if (claim.kind === 'card') await usher.arrived(userId);
  return claim;
}

/** Sends the card, or the honest wait, to their DM, and says so where they are. */
export async function sendCard(
  deps: HandlerDeps,
  cards: Cards,
  place: Place,
  botUserId: string | undefined,
  claim: Seated,
): Promise<void> {
  try {
    await cards.answer(claim, dmOf(place), isPrivate(place) ? place.threadTs : undefined);
  } catch (error) {
    if (isPrivate(place) || !NO_DM.includes(slackErrorOf(error) ?? '')) throw error;
    return say(deps, place, cannotWriteToYou(claim.workshop, claim.seat));
  }
  if (!isPrivate(place)) await say(deps, place, pointerMessage(botUserId));
}

/** Says why there is no seat; where their workshop is over, that. */
export async function refuse(deps: HandlerDeps, place: Place, claim: NoSeat): Promise<void> {
  const over = claim.kind === 'no-workshop' ? await deps.usher.lastOf(place.userId) : undefined;
  await say(deps, place, noSeatMessage(claim, over));
}
