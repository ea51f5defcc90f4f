import type { HandlerDeps } from '../deps';
import { pageHelp } from '../views/page-help';
import type { Said } from './answer-dm';
import { addToRequest } from './ask-for-help';
import { type Place, say } from './reach';
import type { Seated } from './seat-of';

/** What to try when a page does not open, with what Usher itself sees; somebody whose request stands has it passed on. */
export async function answerPage(
  deps: HandlerDeps,
  place: Place,
  claim: Seated,
  said: Said = { text: '', pictures: [] },
): Promise<void> {
  const { workshop, seat } = claim;
  if (said.text !== '' && (await addToRequest(deps, place, claim, said))) return;
  await say(deps, place, pageHelp(workshop, seat, await deps.usher.checkPages(workshop, seat.no)));
}
