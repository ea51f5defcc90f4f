import { ProblemError } from '../../workshop/problems';
import type { HandlerDeps } from '../deps';
import { postQuietly } from '../private-answer';
import { archiveLetter, noArchive, noLinkNow } from '../views/archive';
import { dmOf, say, type Place } from './reach';

/** A new link to somebody's own work, into their direct messages; the workshop is only a wish, and nobody gets another's. */
export async function answerArchiveLink(
  deps: HandlerDeps,
  place: Place,
  workshopId: string | undefined,
): Promise<void> {
  const { usher } = deps;
  const known = workshopId !== undefined && /^[\w-]{1,64}$/.test(workshopId) ? workshopId : undefined;
  try {
    const letter = known === undefined ? undefined : await usher.errands.ownArchive(known, place.userId);
    if (letter) await postQuietly(deps, dmOf(place), archiveLetter(letter), place.threadTs);
    else await say(deps, place, noArchive(known === undefined ? undefined : await usher.get(known)));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    deps.log.warn('a link to collected work could not be made', { reason: error.problem.summary });
    await say(deps, place, noLinkNow());
  }
}
