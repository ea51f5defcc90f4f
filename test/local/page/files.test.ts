import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import type { LocalSlack } from '../../../local/slack';
import type { Browser, Page } from 'playwright-core';
import { MANIFEST, startApp } from '../slack/app';
import { launchChromium } from './chromium';
import { describeInChromium } from './in-chromium';
import { composer, log } from './stage';

// A browser on a busy machine of two cores takes its time.
jest.setTimeout(90_000);

describeInChromium('files on the page in Chromium', (executable) => {
  const folder = mkdtempSync(join(tmpdir(), 'page-files-'));
  const manifest = join(folder, 'manifest.yml');
  let slack: LocalSlack;
  let stop: () => Promise<void>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const scopes = '- chat:write\n      - files:read\n      - files:write\n';
    writeFileSync(manifest, readFileSync(MANIFEST, 'utf8').replace('- chat:write\n', scopes));
    ({ slack, stop } = await startApp(() => undefined, { manifest }));
    browser = await launchChromium(executable);
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.setDefaultTimeout(30_000);
    await page.goto(`${slack.url}#in=${slack.channelId('crew')}`);
    await log(page).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await stop();
    rmSync(folder, { recursive: true });
  });

  it('are attached with a button, with the words that stand beside them, and are downloaded as they were', async () => {
    await composer(page).fill('who comes');
    await page.getByLabel('Files to attach').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('name\nZoë\n'),
    });
    const card = log(page).getByRole('link', { name: /people\.csv/ });
    await card.waitFor();
    expect(await log(page).textContent()).toContain('who comes');
    expect(await composer(page).inputValue()).toBe('');
    const [download] = await Promise.all([page.waitForEvent('download'), card.click()]);
    expect(download.suggestedFilename()).toBe('people.csv');
    expect(readFileSync(await download.path(), 'utf8')).toBe('name\nZoë\n');
  });

  it('are dropped on the composer', async () => {
    // As text: what a browser knows, these sources do not.
    const dropped = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['name\\nAnn\\n'], 'dropped.csv', { type: 'text/csv' }));
      return transfer;
    })()`);
    await composer(page).dispatchEvent('drop', { dataTransfer: dropped });
    await log(page)
      .getByRole('link', { name: /dropped\.csv.*9 bytes/ })
      .waitFor();
  });

  it('of the app appear where it shares them, with its words', async () => {
    const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
    await client.filesUploadV2({
      channel_id: slack.channelId('crew'),
      file: Buffer.alloc(23_000),
      filename: 'nov-cards.pdf',
      initial_comment: 'Print *this*',
    });
    await log(page)
      .getByRole('link', { name: /nov-cards\.pdf.*23 kB/ })
      .waitFor();
    await log(page).getByText('Print').waitFor();
    const picture = process.env['PICTURES'];
    if (picture !== undefined) await page.screenshot({ path: join(picture, 'files.png') });
  });
});
