import type { WorkshopSummary } from '../../workshop/usher';
import type { Cards } from '../cards';
import { createWanted } from '../cards/wanted';
import type { HandlerDeps } from '../deps';
import { createOutbox } from '../progress/outbox';
import { report } from './report';

/** Share of Slack's 50 edits a minute. */
const EDITS_A_MINUTE = 4;
/** What one look only suspects, the next confirms or takes back this much sooner. */
const SOONER = 4;
/** Messages of workshops destroyed within this time are ended. */
const ENDED_LATELY_MS = 2 * 3_600_000;

/** The health sweep in the background, and what it tells the crew. */
export interface Watch {
  start(): void;
  stop(): Promise<void>;
}

/** Looks at every deployed workshop each `deps.sweepMs`; never, where that is undefined. */
export function createWatch(deps: HandlerDeps, cards: Pick<Cards, 'broke'>): Watch {
  const { usher, clock, log, sweepMs } = deps;
  const stopping = new AbortController();
  const outbox = createOutbox(deps, EDITS_A_MINUTE, stopping.signal);
  const wanted = createWanted(outbox);
  /** Aborted by what is worth a look before its time. */
  let news = new AbortController();
  let unsubscribe = (): void => undefined;
  let watching = Promise.resolve();

  async function look(workshopId: string): Promise<boolean> {
    try {
      const { suspicious } = await usher.sweep(workshopId);
      await report(deps, outbox, cards, wanted, workshopId);
      return suspicious;
    } catch (error) {
      log.error('the health of a workshop could not be watched', { workshopId, reason: String(error) });
      return false;
    }
  }

  async function watch(everyMs: number): Promise<void> {
    while (!stopping.signal.aborted) {
      news = new AbortController();
      let suspicious = false;
      for (const { workshop } of await workshops()) {
        if (workshop.deployedAt !== undefined && (await look(workshop.id))) suspicious = true;
      }
      await clock.sleep(suspicious ? everyMs / SOONER : everyMs, AbortSignal.any([stopping.signal, news.signal]));
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
    start() {
      if (sweepMs === undefined) return;
      // A restart of Usher's own that ended is the next line of its story.
      unsubscribe = usher.subscribe((event) => {
        if (event.type === 'operation-ended' && event.kind === 'restart' && event.actor === 'usher') news.abort();
      });
      watching = watch(sweepMs);
    },
    async stop() {
      unsubscribe();
      stopping.abort();
      await Promise.all([watching, wanted.idle()]);
    },
  };
}
