import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { runPlay } from '../../../local/play';
import { describeInChromium } from './in-chromium';
import { castOnPages, type PageCast } from './page-cast';
import { startStage, type Stage } from './stage';

// A browser on a busy machine of two cores takes its time.
jest.setTimeout(90_000);

describeInChromium('a person who acts on the page', (executable) => {
  let stage: Stage;
  let cast: PageCast;

  beforeAll(async () => {
    stage = await startStage(executable);
    cast = castOnPages(stage.slack, stage.browser);
  });
  afterAll(() => stage.stop());

  it('fills every kind of field, chooses, confirms and finds a thread', async () => {
    const said: string[] = [];
    const play = `
      @ada #crew /workshop new
      @ada enters "Name" "Nov"
      @ada enters "Seats" "12"
      @ada enters "Region" "eu-west-1"
      @ada enters "Helper" "@grace"
      @ada enters "Who may claim" "Anyone"
      @ada enters "Day" "2026-11-27"
      @ada submits
      @ada sees "Letters, digits and hyphens only"
      @ada enters "Name" "nov"
      @ada submits
      @ada sees "nov is made."
      @ada #crew /workshop deploy
      @ada clicks "Cancel"
      @ada clicks "Details"
      @mary sees "Network ✓ after 41 s"
      @grace > hi
      @grace clicks "Restart Jupyter"
      @grace opens home
      @grace sees "Your workshops"
      @mary joins #general
      @mary leaves #general
    `;
    const went = await runPlay(play, stage.slack, {
      print: (line) => void said.push(line),
      actor: cast.actor,
      seen: (who, what) => cast.actor(who).look(what),
    });
    expect([went ? '' : said.join('\n'), ...cast.problems]).toEqual(['']);
    expect(stage.heard.actions).toEqual(['cancel', 'details', 'restart']);
    expect(stage.heard.submissions).toMatchObject([
      {
        name: { value: { value: 'nov' } },
        seats: { value: { value: '12' } },
        region: { value: { selected_option: { value: 'eu-west-1' } } },
        helper: { value: { selected_user: stage.slack.person('grace').id } },
        join: { value: { selected_option: { value: 'anyone' } } },
        day: { value: { selected_date: '2026-11-27' } },
      },
    ]);
  });

  it('opens the menu of a message', async () => {
    const ada = cast.actor('ada');
    const { channel, ts } = await ada.waitFor(({ text }) => text === 'Done', 'the deploy');
    const value = { selected_option: 'mend' };
    await ada.act({ type: 'act', where: { channel, ts }, blockId: 'deploy', actionId: 'more', value });
    while (!stage.heard.actions.includes('more')) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('has seen nothing that its page does not draw', async () => {
    const ada = cast.actor('ada');
    const line = { source: 'what', fits: (text: string) => text.includes('understand deplyo') };
    await ada.act({ type: 'say', channel: stage.slack.channelId('crew'), text: '/workshop deplyo' });
    await ada.waitFor(({ text }) => text.includes('deplyo'), 'the answer');
    await ada.look(line);
    const page = stage.browser.contexts()[0]?.pages()[0];
    await page?.getByRole('button', { name: 'Dismiss' }).click();
    await expect(ada.look(line, 500)).rejects.toThrow('the page of @ada does not show what');
  });
});
