import type { Workshop } from '../../workshop/workshop';
import type { Cards } from '../cards';
import type { HandlerDeps } from '../deps';
import { alreadyRestarting, restartStarted, titlesOf } from '../views/seat-news';
import { type Place, say } from './reach';
import { claimFor, isSeated, refuse, sendCard } from './seat-of';

/** Restarts an app of the seat this person sits in, whatever the button or the word said beyond the app's name. */
export type RestartOwn = (
  place: Place,
  app: string,
  botUserId: string | undefined,
  workshopId?: string,
) => Promise<void>;

export function createRestartOwn(deps: HandlerDeps, cards: Cards): RestartOwn {
  const { usher } = deps;
  /** Running operation of each seat and app; empty while it is being started. Two quick clicks are one restart. */
  const latest = new Map<string, string>();
  usher.subscribe((event) => {
    if (event.type !== 'operation-ended') return;
    for (const [key, operationId] of latest) if (operationId === event.operationId) latest.delete(key);
  });

  const isRunning = async (operationId: string): Promise<boolean> =>
    (await usher.progress(operationId))?.operation.state === 'running';

  /** Starts it, or says why not: `running` where the last one is still going on. */
  async function begin(key: string, workshop: Workshop, userId: string, app: string) {
    const before = latest.get(key);
    if (before === '') return 'running';
    latest.set(key, '');
    let now = before;
    try {
      if (before !== undefined && (await isRunning(before))) return 'running';
      const begun = await usher.restartOwn(workshop.id, userId, app);
      if ('refused' in begun) return 'refused';
      now = begun.started.id;
      return 'started';
    } finally {
      if (now === undefined) latest.delete(key);
      else latest.set(key, now);
    }
  }

  return async (place, app, botUserId, workshopId) => {
    const claim = await claimFor(deps, place, workshopId);
    if (!isSeated(claim)) return refuse(deps, place, claim);
    const { workshop, seat } = claim;
    const key = `${workshop.id}:${seat.no}:${app}`;
    const known = workshop.spec.apps.some(({ name }) => name === app);
    // Nothing to restart before the first start, and nothing that is restarting: the honest wait says more.
    const able = known && (claim.kind === 'card' || claim.why === 'failing' || latest.has(key));
    const begun = able ? await begin(key, workshop, place.userId, app) : 'refused';
    if (begun === 'started') return say(deps, place, restartStarted(titlesOf(workshop, [app]), seat));
    if (begun === 'running') return say(deps, place, alreadyRestarting());
    await sendCard(deps, cards, place, botUserId, claim);
  };
}
