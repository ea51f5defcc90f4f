import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startStand, type Stand } from '../../../local/demo/stand';
import { launchChromium } from '../page/chromium';
import { describeInChromium } from '../page/in-chromium';
import { composer, log, place, see } from '../page/stage';

// A browser, a bot and a database on a busy machine of two cores take their time.
jest.setTimeout(240_000);

describeInChromium('a workshop in the browser', (executable) => {
  let stand: Stand | undefined;
  let browser: Browser | undefined;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    stand = await startStand({
      speed: 300,
      port: 0,
      people: 0,
      bare: true,
      say: () => undefined,
      botLine: (line) => void (/ (error|warn) /.test(line) && problems.push(line)),
    });
    browser = await launchChromium(executable);
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(`${stand.slack.url}#in=${stand.slack.channelId('crew')}`);
    await log(page).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await stand?.stop();
  });

  const type = async (text: string): Promise<void> => {
    await composer(page).fill(text);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
  };
  const be = async (name: RegExp): Promise<void> => {
    await page.getByRole('button', { name: /^You are/ }).click();
    await page.getByRole('option', { name }).click();
  };
  const button = (name: string | RegExp) => log(page).getByRole('button', { name }).last();
  const messages = (text: string) => log(page).getByRole('article').filter({ hasText: text });

  it('is made in a form, which keeps what was typed beside what is wrong with it', async () => {
    await type('/workshop new');
    const modal = page.getByRole('dialog', { name: 'New workshop' });
    await modal.getByRole('textbox', { name: 'Name' }).fill('November 2026');
    await modal.getByRole('textbox', { name: 'Seats' }).fill('many');
    await modal.getByRole('button', { name: 'Make it' }).click();
    await modal.getByText('1 to 1,000').nth(1).waitFor();
    expect(await modal.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('November 2026');
    await modal.getByRole('textbox', { name: 'Name' }).fill('nov');
    await modal.getByRole('textbox', { name: 'Seats' }).fill('2');
    await modal.getByRole('button', { name: 'Make it' }).click();
    await modal.waitFor({ state: 'detached' });
    await see(page, 'is made: 2 seats with Jupyter and Airflow');
  });

  it('is deployed by a click, followed by one message that is edited until all seats are ready', async () => {
    await type('/workshop deploy');
    await button(/^Deploy for/).click();
    await see(page, 'Deploying nov');
    const progress = log(page).getByRole('article').filter({ hasText: 'details in the thread' });
    const ts = await progress.getAttribute('data-ts');
    await see(page, 'nov is up: 2 seats ready');
    await progress.filter({ hasText: 'Deployed nov' }).waitFor();
    expect(await progress.innerText()).toContain('2 of 2 ready');
    expect(await progress.getAttribute('data-ts')).toBe(ts);
  });

  it('is opened to its room, where a participant takes a seat and is let into Jupyter with the words on the card', async () => {
    await type('/workshop open --room #workshop');
    await see(page, 'nov is open for');
    await be(/^Grace/);
    await place(page, /workshop/).click();
    await button('Get my seat').click();
    await place(page, /^Usher/).click();
    const card = messages('Seat 1 · nov · ready').last();
    const words = await card.innerText();
    const username = /seat-\d+/.exec(words)?.[0] ?? '';
    const password = /[a-z]+-[a-z]+-[a-z]+-\d\d/.exec(words)?.[0] ?? '';
    const url = (await card.getByRole('link', { name: 'Open Jupyter' }).getAttribute('href')) ?? '';
    const jupyter = await browser!.newPage();
    const signIn = async (typed: string): Promise<void> => {
      await jupyter.getByLabel('User').fill(username);
      await jupyter.getByLabel('Password').fill(typed);
      await jupyter.getByRole('button', { name: 'Sign in' }).click();
    };
    await jupyter.goto(url);
    await signIn(`${password}1`);
    await jupyter.getByText('These are not the words of this seat').waitFor();
    expect(await jupyter.getByLabel('Password').isVisible()).toBe(true);
    await signIn(password);
    await jupyter.getByText(username).waitFor();
    expect(await jupyter.getByLabel('Password').count()).toBe(0);
    await jupyter.close();
  });

  it('gives whoever says hi a seat of their own, in a conversation that nobody else sees', async () => {
    await be(/^Alan/);
    await place(page, /^Usher/).click();
    await composer(page, 'Message Usher').fill('hi');
    await page.keyboard.press('Enter');
    await messages('Seat 2 · nov · ready').waitFor();
    expect(await messages('Seat 1 · nov').count()).toBe(0);
  });

  it('is destroyed by whoever types its name', async () => {
    await be(/^Ada/);
    await place(page, /crew/).click();
    await type('/workshop destroy');
    const modal = page.getByRole('dialog', { name: 'Destroy a workshop' });
    await modal.getByText('2 people have a seat').waitFor();
    await modal.getByRole('textbox', { name: 'Type nov' }).fill('dec');
    await modal.getByRole('button', { name: 'Destroy' }).click();
    await modal.getByText('That is not its name.').waitFor();
    await modal.getByRole('textbox', { name: 'Type nov' }).fill('nov');
    await modal.getByRole('button', { name: 'Destroy' }).click();
    await modal.waitFor({ state: 'detached' });
    await see(page, 'nov is gone: 2 seats');
    await see(page, 'AWS lists nothing any more that carries its tag.');
    expect(problems).toEqual([]);
  });
});
