import type { HelpRequest, HelpWay, Picture } from '../../workshop/help/request';
import type { HandlerDeps } from '../deps';
import { postQuietly } from '../private-answer';
import { passedOn, receiptMessage, solvedByYou, stillKnown } from '../views/stuck';
import { dmOf, type Place, say } from './reach';
import type { Seated } from './seat-of';
import type { Said } from './answer-dm';

/** Before its first start a seat has nothing anybody could mend: whoever waits for that was told so. */
export const canBeStuck = (claim: Seated): boolean =>
  claim.kind === 'card' || claim.why === 'failing' || claim.why === 'starting';

/** Makes a request of the seat this person sits in, and tells them that it is known; where one stands, adds what they say to it. */
export async function askForHelp(
  deps: HandlerDeps,
  place: Place,
  claim: Seated,
  { way, text, pictures }: Said & { readonly way: HelpWay },
): Promise<void> {
  const asked = await deps.usher.helping.askOwn(claim.workshop.id, { by: place.userId, way, words: text, pictures });
  if ('refused' in asked) return;
  if ('added' in asked) return say(deps, place, added(asked.added, text, pictures));
  const receipt = receiptMessage({ request: asked.asked, workshop: claim.workshop });
  const { channel, ts } = await postQuietly(deps, dmOf(place), receipt, place.threadTs);
  if (channel !== undefined && ts !== undefined) {
    await deps.usher.helping.noteMessage(asked.asked.id, { receipt: { channel, ts } });
  }
}

/** Passes on what somebody says whose request stands; false where none does. */
export async function addToRequest(
  { usher, ...deps }: HandlerDeps,
  place: Place,
  { workshop, seat }: Seated,
  { text, pictures }: Said,
): Promise<boolean> {
  if ((await usher.helping.standingAt(workshop.id, seat.no)) === undefined) return false;
  const asked = await usher.helping.askOwn(workshop.id, { by: place.userId, way: 'words', words: text, pictures });
  // It may have been done within this moment: then what they wrote has become a request of its own.
  if ('refused' in asked) return false;
  await say(deps, place, added('added' in asked ? asked.added : asked.asked, text, pictures));
  return true;
}

const added = (request: HelpRequest, text: string, pictures: readonly Picture[]) =>
  text.trim() === '' && pictures.length === 0 ? stillKnown(request) : passedOn(request);

/** It works again: ends the request that stands for their seat, with a line; false where none stands. */
export async function solved(deps: HandlerDeps, place: Place, workshopId: string): Promise<boolean> {
  const answer = await deps.usher.helping.solveOwn(workshopId, place.userId);
  if ('refused' in answer) return false;
  await say(deps, place, solvedByYou(answer.done));
  return true;
}
