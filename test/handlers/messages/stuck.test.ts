/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageMessage } from '../../../local/slack/protocol';
import type { Workshop } from '../../../workshop/workshop';
import { openTestStore } from '../../support/store';
import { raiseStage, type Stage } from './stage';

let stage: Stage;
let workshop: Workshop;
beforeEach(async () => {
  stage = await raiseStage(await openTestStore());
  workshop = await stage.ready(3);
  await stage.open(workshop);
  await stage.write('grace', 'hi');
});
afterEach(() => stage.stop());

const words = (message: PageMessage): string => JSON.stringify([message.text, message.blocks]);
/** A message in #crew, or in a thread there, as ada sees it. */
const crew = (text: string, thread?: PageMessage): Promise<PageMessage> =>
  stage.slack
    .person('ada')
    .waitFor(
      (message) =>
        message.channel === stage.slack.channelId('crew') &&
        message.threadTs === thread?.ts &&
        words(message).includes(text),
      `"${text}" in #crew`,
      30_000,
    );
const inCrew = (text: string): PageMessage[] =>
  stage.slack
    .person('ada')
    .state()
    .messages.filter((each) => each.channel === stage.slack.channelId('crew') && words(each).includes(text));
const type = (name: string, text: string) =>
  stage.slack.person(name).act({ type: 'say', channel: stage.slack.channelId('crew'), text });
const press = async (): Promise<PageMessage> => {
  const card = await stage.told('grace', 'Seat 1 · nov');
  await stage.click('grace', card, 'seat-stuck');
  return stage.told('grace', 'I have told the organisers that you are stuck at seat 1');
};

describe('a participant who presses the button', () => {
  it('is answered at once, and the crew has one message that says what is wrong, with the way to help', async () => {
    stage.cloud.broken.set(1, 'it ran out of memory');
    await press();
    const message = await crew('Seat 1 of nov is stuck');
    expect(words(message)).toContain(`<@${stage.slack.person('grace').id}>`);
    expect(words(message)).toContain('❌ *Jupyter* runs and fails its health check');
    expect(words(message)).toContain('it ran out of memory');
    expect(words(message)).toContain('Nobody has taken it yet');
    expect(words(message)).not.toMatch(/Password|lb-1\.test/);
    expect(inCrew('Seat 1 of nov is stuck')).toHaveLength(1);
  });

  it('learns who comes and when it is done, and so does the crew, in place', async () => {
    const receipt = await press();
    const message = await crew('Seat 1 of nov is stuck');
    const ada = `<@${stage.slack.person('ada').id}>`;
    await stage.click('ada', message, 'help-take');
    expect((await crew(`👋 ${ada} has it`)).ts).toBe(message.ts);
    await stage.told('grace', `${ada} is looking into your seat 1 now`);
    expect((await stage.told('grace', `*${ada} is looking into your seat 1*`)).ts).toBe(receipt.ts);
    await stage.click('ada', await crew('has it'), 'help-done');
    const done = await crew('✅ Done');
    expect(done.ts).toBe(message.ts);
    expect(words(done)).not.toContain('help-take');
    await stage.told('grace', `${ada} says that seat 1 is fine again`);
    expect((await stage.told('grace', 'Seat 1: solved')).ts).toBe(receipt.ts);
    expect(stage.inDm('grace').filter((each) => words(each).includes('is looking into your seat 1 now'))).toHaveLength(
      1,
    );
  });

  it('may press again: it is one request, and the crew’s thread says that they wait', async () => {
    await press();
    const message = await crew('Seat 1 of nov is stuck');
    const old = await stage.told('grace', 'Seat 1 · nov');
    await stage.write('grace', 'password');
    await stage.click('grace', await stage.told('grace', 'Seat 1 · nov', old), 'seat-stuck');
    await stage.told('grace', 'That is known');
    await crew('pressed it again', message);
    expect(inCrew('Seat 1 of nov is stuck')).toHaveLength(1);
  });

  it('has what they write passed on, and no word of it taken for markup', async () => {
    await press();
    const message = await crew('Seat 1 of nov is stuck');
    await stage.write('grace', 'it says <!channel> & "kernel died"');
    await stage.told('grace', 'I have passed that on to the organisers');
    await crew('it says &lt;!channel&gt; &amp;', message);
  });

  it('can say that it works, by the button or in words', async () => {
    const receipt = await press();
    await crew('Seat 1 of nov is stuck');
    await stage.click('grace', receipt, 'seat-solved');
    await stage.told('grace', '*Seat 1: solved*');
    await crew(`✅ Done, says <@${stage.slack.person('grace').id}>`);
    await stage.write('grace', 'I am stuck again');
    const again = await stage.told('grace', 'you are stuck at seat 1', receipt);
    await stage.write('grace', 'works now');
    const solved = await stage.told('grace', 'The organisers know that seat 1 works again', again);
    await stage.write('grace', 'works now');
    await stage.told('grace', 'Good to hear.', solved);
    expect((await stage.usher.helping.overview(workshop.id)).figures).toMatchObject({ asked: 2, done: 2 });
  });

  it('is helped by a restart of what is broken there, which is their helper’s from then on', async () => {
    stage.cloud.broken.set(1, 'hangs');
    await press();
    const message = await crew('Seat 1 of nov is stuck');
    await stage.click('ada', message, 'help-restart');
    await stage.told('grace', 'is restarting Jupyter and Airflow on your seat 1');
    await crew('has it');
    await crew('Restarted Jupyter and Airflow of seat 1');
    expect(stage.cloud.restarted).toEqual(['1 jupyter', '1 airflow']);
    await crew('🟩 *Jupyter* answers');
  });

  it('is not the crew: their clicks on its buttons do nothing', async () => {
    await press();
    const message = await crew('Seat 1 of nov is stuck');
    const [{ id = '' } = {}] = await stage.store.help.list(workshop.id);
    await stage.forge({
      type: 'block_actions',
      user: { id: stage.slack.person('grace').id },
      channel: { id: message.channel },
      container: { type: 'message', channel_id: message.channel, message_ts: message.ts },
      actions: [{ type: 'button', action_id: 'help-done', value: JSON.stringify({ request: id }), block_id: 'b' }],
    });
    expect(await stage.store.help.get(id)).toMatchObject({ state: 'open' });
  });
});

describe('a participant who sends a picture', () => {
  const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const send = async (name: string, text: string) => {
    const grace = stage.slack.person('grace');
    await grace.act({ type: 'upload', key: name, name, content: PNG });
    await grace.act({ type: 'say', channel: stage.dmOf('grace') ?? '', text, files: [name] });
  };

  it('is stuck, and the crew sees it in the thread, where it is and not as a copy', async () => {
    await stage.told('grace', 'Seat 1 · nov');
    await send('Screen.png', 'what is this?');
    await stage.told('grace', 'I have told the organisers that you are stuck');
    const message = await crew('sent a picture');
    expect(words(message)).toContain('what is this?');
    const shown = await crew('slack_file', message);
    const file = stage.inDm('grace').flatMap(({ files = [] }) => files)[0];
    expect(shown.blocks.at(-1)).toMatchObject({ type: 'image', slack_file: { id: file?.id }, alt_text: 'Screen.png' });
    expect(stage.slack.calls.get('files.getUploadURLExternal')).toBeUndefined();
  });

  it('that Slack does not draw sends the address of the file', async () => {
    await press();
    const message = await crew('Seat 1 of nov is stuck');
    await send('kernel.log', '');
    await stage.told('grace', 'I have passed that on');
    expect(words(await crew('kernel.log>', message))).not.toContain('slack_file');
  });

  it('has its address passed on where Slack does not take the picture', async () => {
    await press();
    const message = await crew('Seat 1 of nov is stuck');
    await stage.store.help.note({
      ...{
        requestId: (await stage.store.help.list(workshop.id))[0]?.id ?? '',
        at: new Date(),
        by: 'U1',
        words: 'late',
      },
      pictures: [{ id: 'F0GONE', name: 'gone.png', permalink: 'https://slack.example/gone', drawable: true }],
    });
    expect(words(await crew('gone.png>', message))).toContain('<https://slack.example/gone|gone.png>');
  });
});

describe('nobody who takes it', () => {
  it('is told to the crew by a new line with the button, and to whoever waits', async () => {
    await press();
    const message = await crew('Seat 1 of nov is stuck');
    const [{ id = '' } = {}] = await stage.store.help.list(workshop.id);
    await stage.store.help.finish(id, 'usher', new Date());
    const before = await stage.store.help.ask({
      ...{ workshopId: workshop.id, no: 1, way: 'words', askedBy: stage.slack.person('grace').id, words: 'no sound' },
      askedAt: new Date(Date.now() - 9 * 60_000),
    });
    const reminder = await crew('has been waiting for 9 min, and nobody has taken it');
    expect(reminder.ts).not.toBe(message.ts);
    expect(words(reminder)).toContain(`<@${stage.slack.person('ada').id}>`);
    await stage.told('grace', 'You are not forgotten');
    await stage.click('ada', reminder, 'help-take');
    expect((await crew('has seat 1 of *nov*')).ts).toBe(reminder.ts);
    expect('asked' in before && (await stage.store.help.get(before.asked.id))).toMatchObject({ state: 'taken' });
    expect(inCrew('has been waiting')).toEqual([]);
  });

  it('is no matter of a workshop that is gone', async () => {
    await press();
    await crew('Seat 1 of nov is stuck');
    await stage.destroy(workshop);
    await crew('✅ Done, says Usher');
    expect(words(stage.inDm('grace').at(-1) as PageMessage)).not.toContain('fine again');
  });
});

describe('a page that does not open', () => {
  it('is looked at by Usher itself, with what to try, and somebody is called by one more click', async () => {
    const card = await stage.told('grace', 'Seat 1 · nov');
    await stage.click('grace', card, 'seat-page');
    const answer = await stage.told('grace', 'Seat 1 is up: Jupyter and Airflow answer me');
    expect(words(answer)).toContain('ports 8001 and 9001 are blocked in many companies');
    await stage.click('grace', answer, 'seat-page-still');
    await stage.told('grace', 'I have told the organisers');
    await crew('cannot open the page');
  });

  it('is not the participant’s fault where it does not answer Usher either', async () => {
    stage.cloud.broken.set(1, 'hangs');
    await stage.told('grace', 'Seat 1 · nov');
    await stage.write('grace', 'jupyter won’t load');
    await stage.told('grace', 'It is not you: Jupyter and Airflow of seat 1 do not answer me either');
  });
});

describe('/workshop stuck', () => {
  it('asks for somebody else: the crew has the message, and whoever sits there knows', async () => {
    await stage.told('grace', 'Seat 1 · nov');
    await type('ada', '/workshop stuck seat 1 no sound, “black” screen');
    await stage.slack
      .person('ada')
      .waitFor((each) => each.ephemeral && words(each).includes('has a message about it'), 'an answer');
    const message = await crew('asks for this seat');
    expect(words(message)).toContain('no sound, black screen');
    await stage.told('grace', 'has asked for help for your seat 1');
    await type('ada', `/workshop stuck @grace still`);
    await crew('still', message);
    await type('ada', '/workshop status');
    await stage.slack
      .person('ada')
      .waitFor((each) => each.ephemeral && words(each).includes('1 waits for help'), 'the queue');
  });

  it('wants one seat', async () => {
    for (const text of [
      '/workshop stuck',
      '/workshop stuck 1-3',
      '/workshop stuck all',
      '/workshop stuck nobody knows',
    ]) {
      await type('ada', text);
    }
    await stage.slack.person('ada').waitFor(
      () =>
        stage.slack
          .person('ada')
          .state()
          .messages.filter((each) => each.ephemeral && words(each).includes('Who is stuck?')).length === 4,
      'four answers',
    );
    expect(await stage.store.help.list(workshop.id)).toEqual([]);
  });
});
