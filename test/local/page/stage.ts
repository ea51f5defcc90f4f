import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { LocalSlack } from '../../../local/slack';
import { startApp } from '../slack/app';
import { launchChromium } from './chromium';
import { registerSample, type Heard, type progress } from './sample-app';

type Blocks = ReturnType<typeof progress>;

/** A local Slack, the sample bot and a browser to look at them. */
export interface Stage {
  readonly slack: LocalSlack;
  readonly browser: Browser;
  readonly heard: Heard;
  /** Errors of scripts in any window. */
  readonly problems: string[];
  /** A window of one person, in #crew unless told otherwise. */
  open(name: string, options?: BrowserContextOptions): Promise<Page>;
  /** The bot says something in #crew; resolves with its ts. */
  post(blocks: Blocks, text: string): Promise<string>;
  update(ts: string, blocks: Blocks): Promise<void>;
  /** The bot goes away, the workspace stays. */
  disconnect(): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startStage(executablePath: string): Promise<Stage> {
  const heard: Heard = { actions: [], submissions: [], closed: [] };
  const problems: string[] = [];
  const { slack, app, stop } = await startApp((bolt) => registerSample(bolt, heard), { timing: { ackMs: 600 } });
  const browser = await launchChromium(executablePath);
  const { chat } = app.client;
  const channel = slack.channelId('crew');
  return {
    slack,
    browser,
    heard,
    problems,
    async open(name, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(String(error)));
      await page.goto(`${slack.url}#as=${slack.person(name).id}&in=${channel}`);
      await page.getByRole('log').waitFor();
      return page;
    },
    post: async (blocks, text) => (await chat.postMessage({ channel, blocks, text })).ts ?? '',
    update: async (ts, blocks) => void (await chat.update({ channel, ts, blocks, text: 'edited' })),
    disconnect: () => app.stop(),
    async stop() {
      await browser.close();
      await stop();
    },
  };
}

/** The field where one types. */
export const composer = (page: Page, label: RegExp | string = /^Message/) =>
  page.getByRole('combobox', { name: label });

/** A place in the sidebar. */
export const place = (page: Page, name: RegExp) => page.getByRole('navigation').getByRole('button', { name });

/** The messages of the conversation. */
export const log = (page: Page) => page.getByRole('log').first();

/** Waits until a text is on screen. */
export const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
