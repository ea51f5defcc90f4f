import type { Picture } from '../../workshop/help/request';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { whichApp } from '../views/card';
import { helpMessage, welcomeMessage, wrongCode } from '../views/participant-answers';
import { gladItWorks, notUnderstood } from '../views/stuck';
import { venueCodeBroken, venueThanks } from '../views/venue';
import { addToRequest, askForHelp, canBeStuck, solved } from './ask-for-help';
import { answerPage } from './page-help';
import { isPrivate, type Place, say } from './reach';
import type { RestartOwn } from './restart-own';
import { claimFor, giveSeat, isSeated, refuse, sendCard, type Seated } from './seat-of';
import { appNamed, understand, type Wish } from './understand';

/** What somebody wrote or sent in the DM. */
export interface Said {
  readonly text: string;
  readonly pictures: readonly Picture[];
}

/** Answers what a participant wrote, in the DM or elsewhere: every wish has an answer, and the first word of all a seat. */
export async function answerDm(
  deps: HandlerDeps,
  cards: Cards,
  restartOwn: RestartOwn,
  place: Place,
  said: Said,
  botUserId: string | undefined,
): Promise<void> {
  if (await tookVenueCode(deps, place, said.text)) return;
  const wish = said.pictures.length > 0 ? ({ wants: 'picture' } as const) : understand(said.text);
  if ('code' in wish && (await tryCode(deps, cards, place, wish, botUserId))) return;
  const { wants } = wish;
  if (wants === 'thanks') return say(deps, place, welcomeMessage());
  if (wants === 'help') return say(deps, place, helpMessage());
  const claim = await claimFor(deps, place);
  if (!isSeated(claim)) return refuse(deps, place, claim);
  const card = (): Promise<void> => sendCard(deps, cards, place, botUserId, claim);
  switch (wants) {
    case 'card':
      return card();
    case 'restart': {
      const app = appNamed(said.text, claim.workshop.spec.apps);
      if (app !== undefined) return restartOwn(place, app, botUserId, claim.workshop.id);
      return claim.kind === 'card' ? say(deps, place, whichApp(claim.workshop)) : card();
    }
    case 'picture':
    case 'stuck':
      // Who has never seen their card may be stuck for want of it.
      if (hasNoCard(claim)) await card();
      if (!canBeStuck(claim)) return undefined;
      return askForHelp(deps, place, claim, { way: wants === 'picture' ? 'picture' : 'words', ...said });
    case 'page':
      if (hasNoCard(claim)) await card();
      return claim.kind === 'card' ? answerPage(deps, place, claim, said) : undefined;
    case 'solved':
      return (await solved(deps, place, claim.workshop.id)) ? undefined : say(deps, place, gladItWorks());
    case 'other':
      // Whoever calls Usher in a channel wants their card.
      if (hasNoCard(claim) || !isPrivate(place)) return card();
      if (await addToRequest(deps, place, claim, said)) return undefined;
      return say(deps, place, notUnderstood(claim.workshop));
  }
}

/** The code of a venue check means the same from anybody, with a seat or without. */
async function tookVenueCode(deps: HandlerDeps, place: Place, text: string): Promise<boolean> {
  const code = await deps.usher.venues.readCode(place.userId, text);
  if (code === undefined) return false;
  await say(deps, place, 'refused' in code ? venueCodeBroken : venueThanks(code.view, code.read));
  return true;
}

const hasNoCard = (claim: Seated): boolean => claim.kind === 'wait' || claim.participant.cardTs === undefined;

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
