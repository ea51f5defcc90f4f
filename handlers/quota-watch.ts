import type { QuotaRequest } from '../workshop/quota-request';
import type { HandlerDeps } from './deps';
import { createOutbox } from './progress/outbox';
import { quotaAnswered } from './views/quota';

/** AWS answers some requests within minutes and others within days: what is old is asked after ever more rarely. */
const SHORTEST_MS = 30_000;
const LONGEST_MS = 600_000;
const SHARE_OF_AGE = 0.1;

/** Asks AWS what became of requests for larger quotas, and tells whoever asked. */
export interface QuotaWatch {
  start(): void;
  stop(): Promise<void>;
}

export function createQuotaWatch(deps: HandlerDeps): QuotaWatch {
  const { usher, clock, log } = deps;
  const stopping = new AbortController();
  const outbox = createOutbox(deps, 1, stopping.signal);
  let unsubscribe = (): void => undefined;
  let news = new AbortController();
  let done: Promise<void> = Promise.resolve();

  async function tell(request: QuotaRequest): Promise<void> {
    const workshop = await usher.get(request.workshopId);
    const message = quotaAnswered(request, workshop);
    if ((await outbox.post(request.by, message)) || workshop === undefined) return;
    await outbox.post(workshop.crewChannel, message);
  }

  const pauseFor = (pending: readonly QuotaRequest[]): number => {
    if (pending.length === 0) return LONGEST_MS;
    const youngest = Math.max(...pending.map(({ askedAt }) => askedAt.getTime()));
    const age = clock.now().getTime() - youngest;
    return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, age * SHARE_OF_AGE));
  };

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      news = new AbortController();
      let pause = LONGEST_MS;
      try {
        for (const request of await usher.quotas.look()) await tell(request);
        pause = pauseFor(await usher.quotas.pending());
      } catch (error) {
        log.error('requests for quotas could not be followed', { reason: String(error) });
      }
      await clock.sleep(pause, AbortSignal.any([news.signal, stopping.signal]));
    }
  }

  return {
    start() {
      unsubscribe = usher.subscribe((event) => {
        if (event.type === 'quota-asked') news.abort();
      });
      done = work();
    },
    async stop() {
      unsubscribe();
      stopping.abort();
      await done;
    },
  };
}
