import type { App } from '@slack/bolt';
import type { HandlerDeps } from '../deps';
import { publishHome } from './publish';

export { createHomes } from './keep-true';

/** The Home tab, drawn anew each time somebody opens it. */
export function registerHome(app: App, deps: HandlerDeps): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    await publishHome(deps, event.user);
    // Only then: Slack has shown that there is such a person.
    await deps.homes.opened(event.user);
  });
}
