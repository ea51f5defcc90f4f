import { aborted } from '../aborted';
import { coalesce } from '../cards/coalesce';
import type { HandlerDeps } from '../deps';
import { createPacer } from '../progress/pacer';
import { retryAfterMs, slackErrorOf } from '../slack-error';
import { homeOf } from './publish';

/** Things happen in bursts: one drawing for what happens within this time. */
const GATHER_MS = 3_000;
/** Slack takes 100 Home tabs a minute; whoever opens theirs now must not wait for those who did before. */
const TABS_A_MINUTE = 50;
const BURST = 5;

/** Draws the Home tabs of those who looked at theirs lately anew when something happens. */
export interface Homes {
  /** Until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

export function createHomes(deps: HandlerDeps): Homes {
  const { usher, background, homes, clock, log } = deps;
  const pacer = createPacer(clock, TABS_A_MINUTE, BURST);
  /** What each person was shown last: most of what happens changes nobody's tab but the crew's. */
  const shown = new Map<string, string>();

  /** Whether some are still to be drawn once Slack takes them, though nothing more may happen. */
  async function drawAll(signal: AbortSignal): Promise<boolean> {
    const people = await homes.recent();
    if (people.length === 0) return false;
    const living = await usher.list();
    let missing = false;
    for (const userId of people) {
      const view = await homeOf(deps, userId, living);
      const drawn = JSON.stringify(view);
      if (shown.get(userId) === drawn || !(await pacer.take(signal))) continue;
      try {
        await background.views.publish({ user_id: userId, view });
        shown.set(userId, drawn);
      } catch (error) {
        const wait = retryAfterMs(error);
        log.info('a Home tab was not drawn anew', { userId, reason: slackErrorOf(error) ?? String(error) });
        if (wait === undefined) continue;
        pacer.pause(wait);
        missing = true;
      }
    }
    return missing;
  }

  return {
    async keep(signal) {
      const draws = coalesce<never>(clock, GATHER_MS, signal, async () => {
        try {
          if (await drawAll(signal)) void draws.add('home', []);
        } catch (error) {
          log.error('the Home tabs could not be drawn', { reason: String(error) });
        }
      });
      const unsubscribe = usher.subscribe((event) => {
        if (event.type !== 'operation-progress') void draws.add('home', []);
      });
      await aborted(signal);
      unsubscribe();
      await draws.idle();
    },
  };
}
