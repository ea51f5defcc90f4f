import type { Browser, BrowserContext } from 'playwright-core';
import type { Actor, LocalSlack } from '../../../local/slack';
import { PageActor } from './page-actor';

/** Everybody of a workspace, each with a window of their own once they need one. */
export interface PageCast {
  readonly actor: (name: string) => PageActor;
  /** Errors of scripts in any window, and what anybody was refused: no play asks for what is. */
  readonly problems: string[];
  close(): Promise<void>;
}

export function castOnPages(slack: LocalSlack, browser: Browser): PageCast {
  const actors = new Map<string, PageActor>();
  const windows: BrowserContext[] = [];
  const problems: string[] = [];
  const open = async ({ id, name, state }: Actor) => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    windows.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => problems.push(`@${name}: ${String(error)}`));
    // The page shows it for some seconds only.
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const event = JSON.parse(String(payload)) as { readonly type: string; readonly error?: string };
        if (event.type === 'reply' && event.error !== undefined) problems.push(`@${name}: ${event.error}`);
      }),
    );
    const first = state().conversations.find(({ members }) => members.includes(id));
    await page.goto(`${slack.url}#as=${id}&in=${first?.id ?? ''}`);
    await page.getByRole('log').first().waitFor();
    return page;
  };
  return {
    problems,
    actor: (name) => {
      const known = actors.get(name) ?? new PageActor(slack.person(name), open);
      actors.set(name, known);
      return known;
    },
    close: async () => void (await Promise.all(windows.map((window) => window.close()))),
  };
}
