import { setMaxListeners } from 'node:events';
import { coalesce } from '../cards/coalesce';
import { createWanted } from '../cards/wanted';
import type { HandlerDeps } from '../deps';
import { createOutbox } from '../progress/outbox';
import { showHelp } from './show-help';
import { tellSitter } from './tell-sitter';
import { remind } from './remind';

/** Share of Slack's 50 edits a minute; cards and progress messages have the rest. Two people helped at once are not kept waiting. */
const EDITS_A_MINUTE = 10;
const AT_ONCE = 6;
/** What came at once is looked at once. */
const GATHER_MS = 200;
/** Without any news all requests are looked at again: another process may have taken one, and time passes. */
const LOOK_MS = 10_000;

/** Keeps the messages about people who are stuck true: the crew's, and those to whoever waits. */
export interface HelpDesk {
  start(): void;
  stop(): Promise<void>;
}

export function createHelpDesk(deps: HandlerDeps): HelpDesk {
  const { usher, clock, log } = deps;
  const stopping = new AbortController();
  // One for each person who is stuck: many are no leak.
  setMaxListeners(0, stopping.signal);
  const outbox = createOutbox(deps, EDITS_A_MINUTE, stopping.signal, AT_ONCE);
  const wanted = createWanted(outbox);
  /** Done, and shown so by this process: nothing about them changes any more. */
  const settled = new Set<string>();
  let unsubscribe = (): void => undefined;
  let looking = Promise.resolve();

  const looks = coalesce<'examine' | 'look'>(clock, GATHER_MS, stopping.signal, async (requestId, why) => {
    try {
      await keep(requestId, why.has('examine'));
    } catch (error) {
      log.error('a request for help could not be looked after', { requestId, reason: String(error) });
    }
  });

  async function keep(requestId: string, examine: boolean): Promise<void> {
    let view = await usher.helpOf(requestId);
    if (!view) return;
    if (view.request.state !== 'done' && view.workshop.state === 'destroyed') {
      await usher.finishHelp(requestId, 'usher');
    } else if (view.request.state !== 'done' && (examine || view.request.diagnosis === undefined)) {
      await usher.examineHelp(requestId);
    }
    view = (await usher.helpOf(requestId)) ?? view;
    await tellSitter(deps, outbox, view);
    await showHelp(deps, outbox, wanted, view);
    await remind(deps, outbox, view);
    if (view.request.state === 'done') settled.add(requestId);
  }

  /** A seat that broke or was mended: what was found there is no longer true. */
  async function examineAt(workshopId: string, no: number): Promise<void> {
    const standing = await usher.standingHelp(workshopId, no);
    if (standing?.diagnosis) void looks.add(standing.id, ['examine']);
  }

  async function lookAgain(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        for (const { id } of await usher.currentHelp()) if (!settled.has(id)) void looks.add(id, ['look']);
      } catch (error) {
        log.error('requests for help could not be looked through', { reason: String(error) });
      }
      await clock.sleep(LOOK_MS, stopping.signal);
    }
  }

  return {
    start() {
      unsubscribe = usher.subscribe((event) => {
        if ('requestId' in event) void looks.add(event.requestId, ['look']);
        if (event.type === 'seat-changed') {
          examineAt(event.workshopId, event.no).catch((error: unknown) =>
            log.error('a seat could not be examined again', { no: event.no, reason: String(error) }),
          );
        }
      });
      looking = lookAgain();
    },
    async stop() {
      unsubscribe();
      stopping.abort();
      await Promise.all([looking, looks.idle(), wanted.idle()]);
    },
  };
}
