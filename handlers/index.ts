import { setMaxListeners } from 'node:events';
import type { App } from '@slack/bolt';
import { CREW_IDS, registerActions } from './actions';
import { passOverDoubleClicks } from './actions/first-click';
import { registerStrays } from './actions/stray';
import { createAway } from './away';
import { createAnnouncements } from './announcements';
import { createCards } from './cards';
import { registerCommands } from './commands/register';
import { createDoors } from './doors';
import type { HandlerDeps } from './deps';
import { createErrands } from './errands';
import { createHelpDesk } from './help/desk';
import { createHomes, registerHome } from './home';
import { PARTICIPANTS_IDS, registerParticipants } from './messages';
import { createProgressMessages } from './progress-message';
import { createLimitWatch } from './limit-watch';
import { createReceiptDesk } from './receipts';
import { createQuotaWatch } from './quota-watch';
import { registerRoom } from './room';
import { GET_SEAT } from './views/participant-answers';
import { createVenueWatch } from './venue-watch';
import { createWatch } from './watch/watch';

export { createDirectory } from './directory';
export { channelsCheckup } from './checkups/channels';
export { organisersCheckup } from './checkups/organisers';
export { SLASH_COMMAND } from './commands';
export type { HandlerDeps, Log, SlackDirectory, WorkshopFiles } from './deps';

/** What Usher says without being asked: progress messages, cards, and what time brings. One process at a time has it. */
export interface Voice {
  /** Goes on with what any process showed and owed; falls silent when the signal aborts, what is shown stays as it is. */
  speak(signal: AbortSignal): Promise<void>;
  /** Gives up what still waits for Slack's pace. */
  stop(): Promise<void>;
}

/** Registers everything Usher listens to, and returns what keeps progress messages and cards true. */
export function registerHandlers(app: App, deps: HandlerDeps): Voice {
  const progress = createProgressMessages(deps);
  const cards = createCards(deps);
  const doors = createDoors(deps, cards, progress);
  const announcements = createAnnouncements(deps);
  const errands = createErrands(deps);
  const homes = createHomes(deps);
  const quotas = createQuotaWatch(deps);
  const limits = createLimitWatch(deps);
  const receipts = createReceiptDesk(deps);
  const desk = createHelpDesk(deps);
  const watch = createWatch(deps, cards);
  const venues = createVenueWatch(deps);
  passOverDoubleClicks(app, deps);
  const { serve, hear } = registerParticipants(app, deps, cards);
  const away = createAway(deps, hear);
  registerCommands(app, deps, progress, serve);
  registerActions(app, deps, progress);
  registerHome(app, deps);
  registerRoom(app, deps, cards);
  const { buttons, windows } = CREW_IDS;
  registerStrays(app, deps, { buttons: [...buttons, ...PARTICIPANTS_IDS, GET_SEAT], windows });
  return {
    async speak(signal) {
      // Every one of these listens for it, in several places at once.
      setMaxListeners(100, signal);
      const watches = [limits, receipts, watch, away, venues];
      const all = [cards, doors, progress, announcements, errands, homes, quotas, desk, ...watches];
      await Promise.all(all.map((each) => each.keep(signal)));
    },
    stop: () => cards.stop(),
  };
}
