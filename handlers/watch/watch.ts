import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { Cards } from '../cards';
import { createWanted, type Wanted } from '../cards/wanted';
import type { HandlerDeps } from '../deps';
import { createOutbox, type Outbox } from '../progress/outbox';
import { report } from './report';

/** Share of Slack's 50 edits a minute. */
const EDITS_A_MINUTE = 4;
/** What one look only suspects, the next confirms or takes back this much sooner. */
const SOONER = 4;
/** Messages of workshops destroyed within this time are ended. */
const ENDED_LATELY_MS = 2 * 3_600_000;

/** The health sweep in the background, and what it tells the crew. */
export interface Watch {
  /** Until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

/** Looks at every deployed workshop each `deps.sweepMs`; never, where that is undefined. */
export function createWatch(deps: HandlerDeps, cards: Pick<Cards, 'broke'>): Watch {
  const { usher, clock, log, sweepMs } = deps;

  async function look(workshopId: string, outbox: Outbox, wanted: Wanted): Promise<boolean> {
    try {
      const { suspicious } = await usher.sweep(workshopId);
      await report(deps, outbox, cards, wanted, workshopId);
      return suspicious;
    } catch (error) {
      log.error('the health of a workshop could not be watched', { workshopId, reason: String(error) });
      return false;
    }
  }

  async function workshops(): Promise<readonly WorkshopSummary[]> {
    const lately = clock.now().getTime() - ENDED_LATELY_MS;
    try {
      const all = await usher.list({ past: true });
      return all.filter(({ workshop }) => (workshop.destroyedAt?.getTime() ?? Infinity) > lately);
    } catch (error) {
      log.error('workshops could not be listed for the health sweep', { reason: String(error) });
      return [];
    }
  }

  return {
    async keep(signal) {
      if (sweepMs === undefined) return;
      const outbox = createOutbox(deps, EDITS_A_MINUTE, signal);
      const wanted = createWanted(outbox);
      /** Aborted by what is worth a look before its time. */
      let news = new AbortController();
      // A restart of Usher's own that ended is the next line of its story.
      const unsubscribe = usher.subscribe((event) => {
        if (event.type === 'operation-ended' && event.kind === 'restart' && event.actor === 'usher') news.abort();
      });
      while (!signal.aborted) {
        news = new AbortController();
        let suspicious = false;
        for (const { workshop } of await workshops()) {
          if (signal.aborted) break;
          if (workshop.deployedAt !== undefined && (await look(workshop.id, outbox, wanted))) suspicious = true;
        }
        await clock.sleep(suspicious ? sweepMs / SOONER : sweepMs, AbortSignal.any([signal, news.signal]));
      }
      unsubscribe();
      await wanted.idle();
    },
  };
}
