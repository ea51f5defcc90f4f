/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../local/page/chromium';
import { describeInChromium } from '../../local/page/in-chromium';
import { composer, log, see } from '../../local/page/stage';
import { systemClock } from '../../../bot/clock';
import { startBench, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

// A browser on a busy machine of two cores takes its time.
jest.setTimeout(90_000);

describeInChromium('a workshop file in the browser', (executable) => {
  let bench: Bench;
  let browser: Browser | undefined;
  let page: Page;

  beforeAll(async () => {
    bench = await startBench(await openTestStore(), { clock: systemClock });
    browser = await launchChromium(executable);
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.setDefaultTimeout(30_000);
    await page.goto(`${bench.slack.url}#in=${bench.slack.channelId('crew')}`);
    await log(page).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await bench.stop();
  });

  const form = () => page.getByRole('dialog', { name: 'New workshop' });
  const upload = (text: string) =>
    form()
      .getByLabel('Workshop file')
      .setInputFiles({ name: 'nov.yml', mimeType: 'application/yaml', buffer: Buffer.from(text) });

  it('is put into the form: its problems stand beneath it, and mended it makes the workshop', async () => {
    await composer(page).fill('/workshop new');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await form().waitFor();
    await upload('seats: 12\nspars: 2\napps:\n  - name: jupyter\n    port: http\n');
    await form().getByRole('button', { name: 'Make it' }).click();
    const alert = form().getByRole('alert');
    await alert
      .filter({ hasText: 'line 5, apps[0].port: found "http", a number from 1 to 65535 is allowed' })
      .waitFor();
    expect(await alert.textContent()).toContain('line 2, spars: there is no such key. Did you mean spares?');

    await upload('seats: 12\nspares: 2\n');
    await form().getByRole('textbox', { name: 'Seats' }).fill('3');
    await form().getByRole('button', { name: 'Make it' }).click();
    await form().waitFor({ state: 'detached' });
    await see(page, 'is made: 3 seats and 2 spares with Jupyter and Airflow');
    expect((await bench.world.usher.list())[0]?.workshop.spec).toMatchObject({ name: 'nov', seats: 5, spares: 2 });
  });
});
