import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { describeInChromium } from './in-chromium';
import { progress } from './sample-app';
import { composer, log, place, see, startStage, type Stage } from './stage';

// A browser on a busy machine of two cores takes its time.
jest.setTimeout(90_000);

describeInChromium('the page in Chromium', (executable) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage(executable);
  });
  afterAll(() => stage.stop());
  afterEach(async () => {
    await Promise.all(stage.browser.contexts().map((context) => context.close()));
    expect(stage.problems.splice(0)).toEqual([]);
  });

  it('shows a window without a name as the first person, and keeps who and where in the address', async () => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    await page.goto(stage.slack.url);
    await see(page, 'Ada Lovelace');
    await page.getByRole('button', { name: 'general' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'general' }).waitFor();
    expect(page.url()).toContain(stage.slack.person('ada').id);
  });

  it('falls back to the first person where the address names nobody', async () => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${stage.slack.url}#as=U404`);
    await page.getByRole('button', { name: /^You are Ada/ }).waitFor();
  });

  it('completes a slash command, and its answer is visible to its owner only', async () => {
    const [ada, mary] = [await stage.open('ada'), await stage.open('mary')];
    await composer(ada).pressSequentially('/wo');
    await ada.getByRole('option', { name: /\/workshop/ }).waitFor();
    await ada.keyboard.press('Enter');
    await ada.keyboard.type('deplyo');
    await ada.keyboard.press('Enter');
    await see(ada, 'Only visible to you');
    await see(ada, 'did not understand');
    expect(await log(ada).textContent()).toContain('deplyo');
    await composer(ada).fill('good morning, @grace');
    await ada.keyboard.press('Escape');
    await ada.keyboard.press('Enter');
    await see(mary, 'good morning');
    expect(await log(mary).textContent()).not.toContain('did not understand');
    await ada.getByRole('button', { name: 'Dismiss' }).first().click();
    await ada.getByText('did not understand').waitFor({ state: 'detached' });
  });

  it('keeps the keyboard in the conversation when what it was on goes away', async () => {
    const ada = await stage.open('ada');
    await composer(ada).fill('/workshop keyboard');
    await ada.keyboard.press('Enter');
    await see(ada, /keyboard/);
    await ada.getByRole('button', { name: 'Dismiss' }).last().focus();
    await ada.keyboard.press('Enter');
    await ada.getByText(/keyboard/).waitFor({ state: 'detached' });
    await ada.locator('[role=log]:focus').waitFor();
  });

  it('carries a button, redraws the message and opens its thread', async () => {
    const ada = await stage.open('ada');
    await composer(ada).fill('/workshop deploy');
    await ada.keyboard.press('Enter');
    await see(ada, '61 of 80 ready');
    await ada.getByRole('button', { name: 'Details' }).click();
    await see(ada, '80 of 80 ready');
    await ada.getByRole('button', { name: /1 reply/ }).click();
    const thread = ada.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('Network ✓ after 41 s').waitFor();
    await composer(ada, 'Reply').fill('thank you');
    await ada.keyboard.press('Enter');
    await thread.getByText('thank you').waitFor();
    await ada.keyboard.press('Escape');
    await thread.waitFor({ state: 'detached' });
    await see(ada, '2 replies');
  });

  it('asks back before a button with a confirm dialog acts', async () => {
    await stage.post(progress(12, 3), 'To be cancelled');
    const ada = await stage.open('ada');
    const cancel = () => log(ada).getByRole('button', { name: 'Cancel' }).last();
    await cancel().click();
    await ada.getByRole('dialog').getByText('Cancel the deployment?').waitFor();
    await ada.keyboard.press('Escape');
    await ada.getByRole('dialog').waitFor({ state: 'detached' });
    expect(stage.heard.actions).not.toContain('cancel');
    await cancel().click();
    await ada.getByRole('button', { name: 'Cancel it' }).click();
    while (!stage.heard.actions.includes('cancel')) await ada.waitForTimeout(20);
  });

  it('fills a modal: refused by the page, refused by the app, then taken', async () => {
    const ada = await stage.open('ada');
    await composer(ada).fill('/workshop new');
    await ada.keyboard.press('Enter');
    const modal = ada.getByRole('dialog', { name: 'New workshop' });
    await modal.waitFor();
    await ada.keyboard.type('Nov Ember');
    await modal.getByRole('button', { name: 'Make it' }).click();
    await modal.getByText('Please fill this in.').waitFor();
    await ada.keyboard.type('12');
    await ada.keyboard.press('Enter');
    await modal.getByText('Letters, digits and hyphens only, like nov-24.').waitFor();
    expect(await modal.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Nov Ember');
    await modal.getByRole('textbox', { name: 'Name' }).fill('nov-24');
    await modal.getByRole('button', { name: 'Region' }).click();
    await ada.keyboard.press('ArrowDown');
    await ada.keyboard.press('Enter');
    await modal.getByRole('button', { name: 'Helper' }).click();
    await modal.getByRole('option', { name: /Grace/ }).click();
    await modal.getByText('Anyone').click();
    await modal.getByRole('button', { name: 'Make it' }).click();
    await modal.waitFor({ state: 'detached' });
    expect(stage.heard.submissions).toMatchObject([
      {
        name: { value: { value: 'nov-24' } },
        seats: { value: { value: '12' } },
        region: { value: { selected_option: { value: 'eu-west-1' } } },
        helper: { value: { selected_user: stage.slack.person('grace').id } },
        join: { value: { selected_option: { value: 'anyone' } } },
      },
    ]);
    await place(ada, /^Usher/).click();
    await see(ada, 'nov-24');
  });

  it('tells the app when a modal is closed', async () => {
    const ada = await stage.open('ada');
    await composer(ada).fill('/workshop new');
    await ada.keyboard.press('Enter');
    await ada.getByRole('dialog').waitFor();
    await ada.keyboard.press('Escape');
    await ada.getByRole('dialog').waitFor({ state: 'detached' });
    expect(stage.heard.closed).toContain('new');
  });

  it('opens the DM with the bot, which answers with a card, and its Home tab', async () => {
    const grace = await stage.open('grace');
    await place(grace, /^Usher/).click();
    await composer(grace, 'Message Usher').fill('hi');
    await grace.keyboard.press('Enter');
    await see(grace, 'maple-otter-river-41');
    const link = grace.getByRole('link', { name: 'Open Jupyter' });
    expect(await link.getAttribute('href')).toBe('http://127.0.0.1:9/');
    await grace.getByRole('button', { name: 'Home of Usher' }).click();
    await grace.getByRole('heading', { name: 'Your workshops' }).waitFor();
  });

  it('lets one window be one person after another, and shows for whom messages wait', async () => {
    const ada = await stage.open('ada');
    const bob = stage.slack.person('bob');
    await bob.act({ type: 'open-dm', user: stage.slack.person('mary').id });
    const dm = bob.state().conversations.find(({ kind }) => kind === 'dm');
    await bob.act({ type: 'say', channel: dm?.id ?? '', text: 'are you there?' });
    await ada.getByRole('button', { name: /^You are/ }).click();
    await ada.getByRole('option', { name: 'Mary Somerville @mary 1' }).click();
    await ada.getByRole('button', { name: /^You are Mary/ }).waitFor();
    await place(ada, /Bob Outside/).click();
    await see(ada, 'are you there?');
    await ada.goBack();
    await ada.goBack();
    await ada.getByRole('button', { name: /^You are Ada/ }).waitFor();
  });

  it('edits the last own message with ArrowUp', async () => {
    const mary = await stage.open('mary');
    await composer(mary).fill('helo everybody');
    await mary.keyboard.press('Enter');
    await see(mary, 'helo everybody');
    await mary.keyboard.press('ArrowUp');
    const editor = composer(mary, 'Edit your message');
    expect(await editor.inputValue()).toBe('helo everybody');
    await editor.fill('hello everybody');
    await mary.keyboard.press('Enter');
    await see(mary, 'hello everybody');
    await see(mary, '(edited)');
  });

  it('keeps the place of who reads further up while messages are edited, and the end of who is there', async () => {
    const mary = stage.slack.person('mary');
    for (let line = 0; line < 40; line++) {
      await mary.act({ type: 'say', channel: stage.slack.channelId('crew'), text: `line ${line}` });
    }
    const ts = await stage.post(progress(20, 0), 'Deploying');
    const [reader, follower] = [await stage.open('ada'), await stage.open('grace')];
    await see(reader, '0 of 20 ready');
    await reader.getByText('line 20').scrollIntoViewIfNeeded();
    await reader.getByText('line 20').hover();
    await reader.mouse.wheel(0, -300);
    const top = () => log(reader).evaluate((element: { scrollTop: number }) => element.scrollTop);
    await reader.waitForTimeout(200);
    const before = await top();
    await stage.update(ts, progress(80, 40));
    await follower.getByText('40 of 80 ready').waitFor();
    await reader.getByText('40 of 80 ready').waitFor();
    expect(await top()).toBe(before);
    const toEnd = await log(follower).evaluate(
      (element: { scrollHeight: number; scrollTop: number; clientHeight: number }) =>
        element.scrollHeight - element.scrollTop - element.clientHeight,
    );
    expect(Math.round(toEnd)).toBe(0);
    await mary.act({ type: 'say', channel: stage.slack.channelId('crew'), text: 'a new line' });
    await reader.getByRole('button', { name: '1 new message' }).click();
    await reader.getByRole('button', { name: '1 new message' }).waitFor({ state: 'detached' });
  });

  it('goes anywhere by keyboard', async () => {
    const ada = await stage.open('ada');
    await ada.keyboard.press('Control+k');
    await ada.keyboard.type('gene');
    await ada.keyboard.press('Enter');
    await ada.getByRole('heading', { name: 'general' }).waitFor();
    await ada.keyboard.press('Control+k');
    await ada.keyboard.type('be grace');
    await ada.keyboard.press('Enter');
    await ada.getByRole('button', { name: /^You are Grace/ }).waitFor();
  });

  it('draws what people type as text, never as HTML', async () => {
    const ada = await stage.open('ada');
    const evil = '<img src=x onerror="document.title=1"> <script>document.title=2</script>';
    await composer(ada).fill(evil);
    await ada.keyboard.press('Enter');
    await see(ada, evil);
    expect(await log(ada).locator('img, script').count()).toBe(0);
  });

  it('is light or dark as the system is, until somebody chooses', async () => {
    const ada = await stage.open('ada', { colorScheme: 'dark' });
    const lightness = () =>
      ada.evaluate<number>(`parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])`);
    expect(await lightness()).toBeLessThan(60);
    await ada.getByRole('button', { name: /^Theme/ }).click();
    expect(await lightness()).toBeGreaterThan(200);
    await ada.reload();
    await ada.getByRole('log').waitFor();
    expect(await lightness()).toBeGreaterThan(200);
  });

  it('fits a phone: nothing sticks out, conversations behind a button', async () => {
    const ada = await stage.open('ada', { viewport: { width: 375, height: 700 } });
    const overflow = await ada.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await ada.getByRole('button', { name: 'Conversations', exact: true }).click();
    await ada.getByRole('button', { name: 'general' }).click();
    await ada.getByRole('heading', { name: 'general' }).waitFor();
  });

  it('says so when the bot does not answer, and when it is gone', async () => {
    const ada = await stage.open('ada');
    await composer(ada).fill('/workshop silent');
    await ada.keyboard.press('Enter');
    await ada.getByRole('status').getByText('Usher did not answer within 0.6 seconds').waitFor();
    await stage.disconnect();
    await see(ada, 'Usher is not connected.');
  });
});
