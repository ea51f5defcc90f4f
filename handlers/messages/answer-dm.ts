import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { whichApp } from '../views/card';
import { helpMessage, stuckMessage, welcomeMessage } from '../views/participant-answers';
import { dmOf, type Place, say } from './reach';
import type { RestartOwn } from './restart-own';
import { isSeated, refuse } from './seat-of';
import type { Wish } from './understand';

/** Answers what a participant wrote in the DM: every wish has an answer, and the first word of all a seat. */
export async function answerDm(
  deps: HandlerDeps,
  cards: Cards,
  restartOwn: RestartOwn,
  place: Place,
  wish: Wish,
): Promise<void> {
  if (wish.wants === 'thanks') return say(deps, place, welcomeMessage());
  if (wish.wants === 'help') return say(deps, place, helpMessage());
  if (wish.wants === 'restart' && wish.app !== undefined) return restartOwn(place, wish.app);
  if (wish.wants === 'stuck') return answerStuck(deps, place);
  const claim = await deps.usher.claim(place.userId);
  if (!isSeated(claim)) return refuse(deps, place, claim);
  if (wish.wants === 'restart' && claim.kind === 'card') return say(deps, place, whichApp(claim.workshop));
  await cards.answer(claim, dmOf(place), place.threadTs);
}

/** What helps whoever is stuck; `workshopId` comes from a button and is only a wish. */
export async function answerStuck(deps: HandlerDeps, place: Place, workshopId?: string): Promise<void> {
  const claim = await deps.usher.claim(place.userId, workshopId);
  if (!isSeated(claim)) return refuse(deps, place, claim);
  await say(deps, place, stuckMessage(claim.workshop, claim.seat));
}
