import type { App } from '@slack/bolt';
import type { Operation } from '../workshop/operation';
import { ORGANISERS_IDS, registerActions } from './actions';
import { registerStrays } from './actions/stray';
import { createCards } from './cards';
import { registerCommands } from './commands/register';
import type { HandlerDeps } from './deps';
import { createHelpDesk } from './help/desk';
import { registerHome } from './home';
import { PARTICIPANTS_IDS, registerParticipants } from './messages';
import { createProgressMessages } from './progress-message';
import { registerRoom } from './room';
import { GET_SEAT } from './views/participant-answers';
import { createWatch } from './watch/watch';

export { createDirectory } from './directory';
export { channelsCheckup } from './checkups/channels';
export { organisersCheckup } from './checkups/organisers';
export { SLASH_COMMAND } from './commands';
export type { HandlerDeps, Log, SlackDirectory, WorkshopFiles } from './deps';

/** What Usher says without being asked: progress messages and cards. */
export interface Voice {
  /** Goes on with what an earlier process showed and owed: `operations` as `usher.resume()` returned them. */
  start(operations: readonly Operation[]): Promise<void>;
  /** Falls silent; what is shown stays as it is. */
  stop(): Promise<void>;
}

/** Registers everything Usher listens to, and returns what keeps progress messages and cards true. */
export function registerHandlers(app: App, deps: HandlerDeps): Voice {
  const progress = createProgressMessages(deps);
  const cards = createCards(deps);
  const desk = createHelpDesk(deps);
  const watch = createWatch(deps, cards);
  registerCommands(app, deps, progress);
  registerActions(app, deps, progress);
  registerParticipants(app, deps, cards);
  registerHome(app, deps);
  registerRoom(app, deps, cards);
  const { buttons, windows } = ORGANISERS_IDS;
  registerStrays(app, deps, { buttons: [...buttons, ...PARTICIPANTS_IDS, GET_SEAT], windows });
  return {
    async start(operations) {
      await cards.start();
      desk.start();
      watch.start();
      await progress.resume(operations);
    },
    async stop() {
      await Promise.all([progress.stop(), cards.stop(), desk.stop(), watch.stop()]);
    },
  };
}
