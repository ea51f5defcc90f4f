import type { QuotaRequest } from '../workshop/quota-request';
import type { HandlerDeps } from './deps';
import { createOutbox, type Outbox } from './progress/outbox';
import { quotaAnswered } from './views/quota';

/** AWS answers some requests within minutes and others within days: what is old is asked after ever more rarely. */
const SHORTEST_MS = 30_000;
const LONGEST_MS = 600_000;
const SHARE_OF_AGE = 0.1;

/** Asks AWS what became of requests for larger quotas, and tells whoever asked. */
export interface QuotaWatch {
  /** Until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

export function createQuotaWatch(deps: HandlerDeps): QuotaWatch {
  const { usher, clock, log } = deps;

  /** Told first and noted afterwards: a process that dies in between says it twice, which is better than never. */
  async function tell(request: QuotaRequest, outbox: Outbox): Promise<void> {
    const workshop = await usher.get(request.workshopId);
    const message = quotaAnswered(request, workshop);
    const told =
      (await outbox.post(request.by, message)) ?? (workshop && (await outbox.post(workshop.crewChannel, message)));
    if (told === undefined && outbox.isStopped()) return;
    await usher.quotas.settle(request);
  }

  const pauseFor = (pending: readonly QuotaRequest[]): number => {
    if (pending.length === 0) return LONGEST_MS;
    const youngest = Math.max(...pending.map(({ askedAt }) => askedAt.getTime()));
    const age = clock.now().getTime() - youngest;
    return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, age * SHARE_OF_AGE));
  };

  return {
    async keep(signal) {
      const outbox = createOutbox(deps, 1, signal);
      let news = new AbortController();
      const unsubscribe = usher.subscribe((event) => {
        if (event.type === 'quota-asked') news.abort();
      });
      while (!signal.aborted) {
        news = new AbortController();
        let pause = LONGEST_MS;
        try {
          for (const request of await usher.quotas.look()) await tell(request, outbox);
          pause = pauseFor(await usher.quotas.pending());
        } catch (error) {
          log.error('requests for quotas could not be followed', { reason: String(error) });
        }
        await clock.sleep(pause, AbortSignal.any([news.signal, signal]));
      }
      unsubscribe();
    },
  };
}
