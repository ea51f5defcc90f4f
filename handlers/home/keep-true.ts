import { coalesce } from '../cards/coalesce';
import type { HandlerDeps } from '../deps';
import { createPacer } from '../progress/pacer';
import { retryAfterMs, slackError } from '../progress/slack-errors';
import { homeView } from '../views/home';

/** Things happen in bursts: one drawing for what happens within this time. */
const GATHER_MS = 3_000;
/** Slack takes 100 Home tabs a minute; whoever opens theirs now must not wait for those who did before. */
const TABS_A_MINUTE = 50;
const BURST = 5;

/** Draws the Home tabs of those who looked at theirs lately anew when something happens. */
export interface Homes {
  start(): void;
  stop(): Promise<void>;
}

export function createHomes(deps: HandlerDeps): Homes {
  const { usher, directory, background, homes, clock, log } = deps;
  const stopping = new AbortController();
  const pacer = createPacer(clock, TABS_A_MINUTE, BURST);
  /** What each person was shown last: most of what happens changes nobody's tab but the crew's. */
  const shown = new Map<string, string>();
  let unsubscribe = (): void => undefined;

  async function drawAll(): Promise<void> {
    const people = await homes.recent();
    if (people.length === 0) return;
    const living = await usher.list();
    for (const userId of people) {
      const view = homeView(userId, living, await directory.isOrganiser(userId));
      const drawn = JSON.stringify(view);
      if (shown.get(userId) === drawn || !(await pacer.take(stopping.signal))) continue;
      try {
        await background.views.publish({ user_id: userId, view });
        shown.set(userId, drawn);
      } catch (error) {
        const wait = retryAfterMs(error);
        log.info('a Home tab was not drawn anew', { userId, reason: slackError(error) ?? String(error) });
        if (wait === undefined) continue;
        pacer.pause(wait);
        // What is missing is drawn once Slack takes it, though nothing more may happen.
        void draws.add('home', []);
      }
    }
  }

  const draws = coalesce<never>(clock, GATHER_MS, stopping.signal, () =>
    drawAll().catch((error: unknown) => log.error('the Home tabs could not be drawn', { reason: String(error) })),
  );

  return {
    start() {
      unsubscribe = usher.subscribe((event) => {
        if (event.type !== 'operation-progress') void draws.add('home', []);
      });
    },
    async stop() {
      unsubscribe();
      stopping.abort();
      await draws.idle();
    },
  };
}
