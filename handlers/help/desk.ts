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
  /** Until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

export function createHelpDesk(deps: HandlerDeps): HelpDesk {
  /** Done, and shown so by this process: nothing about them changes any more. */
  const settled = new Set<string>();
  return { keep: (signal) => keepDesk(deps, settled, signal) };
}

async function keepDesk(deps: HandlerDeps, settled: Set<string>, until: AbortSignal): Promise<void> {
  const { usher, clock, log } = deps;
  const signal = AbortSignal.any([until]);
  // One listener for each person who is stuck: many are no leak.
  setMaxListeners(0, signal);
  const outbox = createOutbox(deps, EDITS_A_MINUTE, signal, AT_ONCE);
  const wanted = createWanted(outbox);

  const looks = coalesce<'examine' | 'look'>(clock, GATHER_MS, signal, async (requestId, why) => {
    try {
      await lookAfter(requestId, why.has('examine'));
    } catch (error) {
      log.error('a request for help could not be looked after', { requestId, reason: String(error) });
    }
  });

  async function lookAfter(requestId: string, examine: boolean): Promise<void> {
    let view = await usher.helping.view(requestId);
    if (!view) return;
    if (view.request.state !== 'done' && view.workshop.state === 'destroyed') {
      await usher.helping.finish(requestId, 'usher');
    } else if (view.request.state !== 'done' && (examine || view.request.diagnosis === undefined)) {
      await usher.helping.examine(requestId);
    }
    view = (await usher.helping.view(requestId)) ?? view;
    await tellSitter(deps, outbox, view);
    await showHelp(deps, outbox, wanted, view);
    await remind(deps, outbox, view);
    if (view.request.state === 'done') settled.add(requestId);
  }

  /** A seat that broke or was mended: what was found there is no longer true. */
  async function examineAt(workshopId: string, no: number): Promise<void> {
    const standing = await usher.helping.standingAt(workshopId, no);
    if (standing?.diagnosis) void looks.add(standing.id, ['examine']);
  }

  const unsubscribe = usher.subscribe((event) => {
    if ('requestId' in event) void looks.add(event.requestId, ['look']);
    if (event.type === 'seat-changed') {
      examineAt(event.workshopId, event.no).catch((error: unknown) =>
        log.error('a seat could not be examined again', { no: event.no, reason: String(error) }),
      );
    }
  });
  while (!signal.aborted) {
    try {
      for (const { id } of await usher.helping.current()) if (!settled.has(id)) void looks.add(id, ['look']);
    } catch (error) {
      log.error('requests for help could not be looked through', { reason: String(error) });
    }
    await clock.sleep(LOOK_MS, signal);
  }
  unsubscribe();
  await Promise.all([looks.idle(), wanted.idle()]);
}
