import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { whichApp } from '../views/card';
import { helpMessage, stuckMessage, welcomeMessage, wrongCode } from '../views/participant-answers';
import { type Place, say } from './reach';
import type { RestartOwn } from './restart-own';
import { claimFor, giveSeat, isSeated, refuse, sendCard } from './seat-of';
import type { Wish } from './understand';

/** Answers what a participant wrote, in the DM or elsewhere: every wish has an answer, and the first word of all a seat. */
export async function answerDm(
  deps: HandlerDeps,
  cards: Cards,
  restartOwn: RestartOwn,
  place: Place,
  wish: Wish,
  botUserId: string | undefined,
): Promise<void> {
  if (wish.code !== undefined && (await tryCode(deps, cards, place, wish, botUserId))) return;
  if (wish.wants === 'thanks') return say(deps, place, welcomeMessage());
  if (wish.wants === 'help') return say(deps, place, helpMessage());
  if (wish.wants === 'restart' && wish.app !== undefined) return restartOwn(place, wish.app, botUserId);
  if (wish.wants === 'stuck') return answerStuck(deps, place);
  const claim = await claimFor(deps, place);
  if (!isSeated(claim)) return refuse(deps, place, claim);
  if (wish.wants === 'restart' && claim.kind === 'card') return say(deps, place, whichApp(claim.workshop));
  await sendCard(deps, cards, place, botUserId, claim);
}

/** False where the words were meant for something else. */
async function tryCode(
  deps: HandlerDeps,
  cards: Cards,
  place: Place,
  wish: Wish,
  botUserId: string | undefined,
): Promise<boolean> {
  const tried = await deps.usher.tryCode(place.userId, wish.code ?? '');
  if (tried?.kind === 'admitted') await giveSeat(deps, cards, place, botUserId, tried.workshop.id);
  else if (tried === undefined || (wish.wants !== 'other' && tried.kind === 'wrong')) return false;
  else await say(deps, place, wrongCode(tried.kind));
  return true;
}

/** What helps whoever is stuck; `workshopId` comes from a button and is only a wish. */
export async function answerStuck(deps: HandlerDeps, place: Place, workshopId?: string): Promise<void> {
  const claim = await claimFor(deps, place, workshopId);
  if (!isSeated(claim)) return refuse(deps, place, claim);
  await say(deps, place, stuckMessage(claim.workshop, claim.seat));
}
