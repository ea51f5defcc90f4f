import { mayAt } from '../../workshop/crew';
import type { HandlerDeps } from '../deps';
import { leastFor, WINDOWS } from '../guards/roles';
import { say, type Place } from '../messages/reach';
import { noneForRoster, ROSTER_IMPORT, unreadable, whichRoster } from '../views/roster-import';
import { refusalOf, type RosterFile } from './file';
import { previewRoster } from './preview';

/** A list that an organiser dropped in their DM; the words beside it may name the workshop. */
export async function dropRoster(deps: HandlerDeps, place: Place, file: RosterFile, words: string): Promise<void> {
  const refused = refusalOf(file);
  if (refused !== undefined) return say(deps, place, unreadable(file, refused));
  const rights = await deps.usher.rights(place.userId);
  const living = (await deps.usher.list())
    .map(({ workshop }) => workshop)
    .filter(({ id }) => mayAt(rights, leastFor(WINDOWS, ROSTER_IMPORT), id));
  const named = living.filter(({ spec }) =>
    words
      .toLowerCase()
      .split(/[^a-z0-9-]+/)
      .includes(spec.name),
  );
  const meant = named.length > 0 ? named : living;
  const [only, ...others] = meant;
  if (only === undefined) return say(deps, place, noneForRoster());
  if (others.length > 0) return say(deps, place, whichRoster(meant, file));
  await previewRoster(deps, place.userId, only, file);
}
