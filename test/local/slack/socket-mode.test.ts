import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { App } from '@slack/bolt';
import type { LocalSlack } from '../../../local/slack';
import { startApp } from './app';

describe('a Bolt app in Socket Mode', () => {
  let slack: LocalSlack;
  let app: App;
  let stop: () => Promise<void>;
  const clicks: unknown[] = [];
  const texts: string[] = [];

  beforeAll(async () => {
    ({ slack, app, stop } = await startApp((bolt) => {
      bolt.command('/workshop', async ({ command, ack, respond }) => {
        texts.push(command.text);
        await ack();
        await respond({ text: `You said ${command.text}` });
      });
      bolt.message(async ({ message, say }) => {
        if (message.subtype === undefined) await say(`Hello, ${message.text}`);
      });
      bolt.action('go', async ({ ack, body, respond }) => {
        await ack();
        clicks.push(body);
        await respond({ text: 'Gone', replace_original: true });
      });
    }));
  });
  afterAll(() => stop());

  it('answers a command to its sender only', async () => {
    const ada = slack.person('ada');
    await ada.act({ type: 'say', channel: slack.channelId('crew'), text: '/workshop deploy' });
    const answer = await ada.waitFor((message) => message.text === 'You said deploy', 'the answer');
    expect(answer.ephemeral).toBe(true);
    expect(slack.person('mary').state().messages).toEqual([]);
  });

  it('escapes mentions, channels and groups in a command with should_escape', async () => {
    const ada = slack.person('ada');
    texts.length = 0;
    await ada.act({
      type: 'say',
      channel: slack.channelId('crew'),
      text: '/workshop  @grace in #crew with @organisers & <3 see https://example.com/x @nobody',
    });
    const grace = slack.person('grace').id;
    expect(texts[0]).toMatch(
      new RegExp(
        `^<@${grace}\\|grace> in <#${slack.channelId('crew')}\\|crew> with <!subteam\\^S\\w+\\|@organisers> &amp; &lt;3 see <https://example.com/x> @nobody$`,
      ),
    );
  });

  it('answers a DM in the DM', async () => {
    const grace = slack.person('grace');
    const bot = grace.state().bot.id;
    await grace.act({ type: 'open-dm', user: bot });
    const dm = grace.state().conversations.find((one) => one.name === bot);
    await grace.act({ type: 'say', channel: dm?.id ?? '', text: 'hi' });
    const answer = await grace.waitFor((message) => message.text === 'Hello, hi', 'the greeting');
    expect(answer).toMatchObject({ channel: dm?.id, user: bot, ephemeral: false });
  });

  it('receives a click with the whole payload and may replace the message it was in', async () => {
    const ada = slack.person('ada');
    const channel = slack.channelId('crew');
    const posted = await app.client.chat.postMessage({
      channel,
      text: 'Press',
      blocks: [
        {
          type: 'actions',
          block_id: 'b',
          elements: [{ type: 'button', action_id: 'go', value: '7', text: { type: 'plain_text', text: 'Go' } }],
        },
      ],
    });
    const ts = posted.ts ?? '';
    await ada.act({ type: 'act', where: { channel, ts }, blockId: 'b', actionId: 'go' });
    const replaced = await ada.waitFor((message) => message.ts === ts && message.text === 'Gone', 'the replacement');
    expect(replaced.blocks).toEqual([]);
    expect(clicks[0]).toMatchObject({
      type: 'block_actions',
      user: { id: ada.id, name: 'ada' },
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'crew' },
      message: { ts, text: 'Press' },
      state: { values: {} },
      actions: [{ type: 'button', action_id: 'go', block_id: 'b', value: '7', text: { text: 'Go' } }],
    });
  });
});
