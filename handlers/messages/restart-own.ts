import type { Workshop } from '../../workshop/workshop';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { alreadyRestarting, restartStarted, titlesOf } from '../views/seat-news';
import { dmOf, type Place, say } from './reach';
import { isSeated, refuse } from './seat-of';

/** Restarts an app of the seat this person sits in, whatever the button or the word said beyond the app's name. */
export type RestartOwn = (place: Place, app: string, workshopId?: string) => Promise<void>;

export function createRestartOwn(deps: HandlerDeps, cards: Cards): RestartOwn {
  const { usher } = deps;
  /** Operation last started by each person and app: two quick clicks are one restart. */
  const latest = new Map<string, string>();

  const isRunning = async (key: string): Promise<boolean> => {
    const operationId = latest.get(key);
    if (operationId === undefined) return false;
    if (operationId === '') return true;
    return (await usher.progress(operationId))?.operation.state === 'running';
  };

  return async (place, app, workshopId) => {
    const claim = await usher.claim(place.userId, workshopId);
    if (!isSeated(claim)) return refuse(deps, place, claim);
    const { workshop, seat } = claim;
    const key = `${workshop.id}:${seat.no}:${app}`;
    if (await isRunning(key)) return say(deps, place, alreadyRestarting());
    // Nothing to restart before the first start: the honest wait says more.
    if (claim.kind === 'wait' && claim.why !== 'failing') return cards.answer(claim, dmOf(place), place.threadTs);
    if (!knows(workshop, app)) return cards.answer(claim, dmOf(place), place.threadTs);
    latest.set(key, '');
    try {
      const begun = await usher.restartOwn(workshop.id, place.userId, app);
      if ('refused' in begun) {
        latest.delete(key);
        return await cards.answer(claim, dmOf(place), place.threadTs);
      }
      latest.set(key, begun.started.id);
    } catch (error) {
      latest.delete(key);
      throw error;
    }
    await say(deps, place, restartStarted(titlesOf(workshop, [app]), seat));
  };
}

const knows = ({ spec }: Workshop, app: string): boolean => spec.apps.some(({ name }) => name === app);
