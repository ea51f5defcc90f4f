import { afterEach, describe, expect, it } from '@jest/globals';
import type { App } from '@slack/bolt';
import type { LocalSlack, LocalSlackOptions } from '../../../local/slack';
import { startApp } from './app';

type Heard = Record<string, unknown> & { type: string };

describe('events', () => {
  let stop: (() => Promise<void>) | undefined;
  let slack: LocalSlack;
  let app: App;
  let heard: Heard[];

  async function start(options: Partial<LocalSlackOptions> = {}): Promise<void> {
    heard = [];
    ({ slack, app, stop } = await startApp(
      (bolt) => {
        bolt.use(async ({ body, next }) => {
          const { event } = body as { event?: Heard };
          if (event) heard.push(event);
          await next();
        });
      },
      options,
      { ignoreSelf: false },
    ));
  }
  afterEach(() => stop?.());

  async function dmOf(name: string): Promise<string> {
    const person = slack.person(name);
    const bot = person.state().bot.id;
    await person.act({ type: 'open-dm', user: bot });
    return person.state().conversations.find((one) => one.kind === 'dm' && one.name === bot)?.id ?? '';
  }

  /** Events so far, once the newest message has gone round. */
  async function settled(): Promise<Heard[]> {
    const channel = await dmOf('mary');
    await slack.person('mary').act({ type: 'say', channel, text: 'end' });
    await until(() => heard.some(({ text }) => text === 'end'));
    return heard.filter(({ text, type }) => text !== 'end' && type !== 'app_home_opened');
  }

  it('tell of DMs, edits and deletions, the own messages of the bot among them', async () => {
    await start();
    const channel = await dmOf('grace');
    const grace = slack.person('grace');
    await grace.act({ type: 'say', channel, text: 'hi <there> & @ada' });
    const ts = grace.state().messages[0]?.ts ?? '';
    await grace.act({ type: 'edit', channel, ts, text: 'hello' });
    const posted = await app.client.chat.postMessage({ channel, text: 'yes?' });
    await app.client.chat.delete({ channel, ts: posted.ts ?? '' });
    const ada = slack.person('ada').id;
    expect(await settled()).toMatchObject([
      { type: 'message', channel_type: 'im', user: grace.id, text: `hi &lt;there&gt; &amp; <@${ada}>`, ts },
      { type: 'message', subtype: 'message_changed', message: { ts, text: 'hello', edited: { user: grace.id } } },
      { type: 'message', channel, text: 'yes?', bot_id: expect.any(String), user: grace.state().bot.id },
      { type: 'message', subtype: 'message_deleted', deleted_ts: posted.ts },
    ]);
  });

  it('are sent only where the manifest subscribes and the bot is present', async () => {
    await start();
    const ada = slack.person('ada');
    const { bot } = ada.state();
    const say = (channel: string, text: string) => ada.act({ type: 'say', channel: slack.channelId(channel), text });
    await say('crew', 'unsubscribed');
    await say('crew', 'hey @usher');
    await say('general', 'hey @usher, are you there');
    await app.client.chat.postEphemeral({ channel: slack.channelId('crew'), user: ada.id, text: `<@${bot.id}> psst` });
    expect(await settled()).toMatchObject([
      { type: 'app_mention', text: `hey <@${bot.id}>`, channel: slack.channelId('crew') },
    ]);
  });

  it('tell who joins and leaves the channels of the bot', async () => {
    await start();
    const bob = slack.person('bob');
    const crew = slack.channelId('crew');
    await bob.act({ type: 'join', channel: crew });
    await bob.act({ type: 'leave', channel: crew });
    await slack.person('ada').act({ type: 'invite', channel: crew, user: bob.id });
    await expect(bob.act({ type: 'join', channel: slack.channelId('board') })).rejects.toThrow('no such channel');
    expect(await settled()).toMatchObject([
      { type: 'member_joined_channel', user: bob.id, channel: crew },
      { type: 'member_left_channel', user: bob.id },
      { type: 'member_joined_channel', user: bob.id, inviter: slack.person('ada').id },
    ]);
  });

  it('tell when somebody opens the bot’s messages or Home tab', async () => {
    await start();
    await dmOf('grace');
    await slack.person('grace').act({ type: 'open-home' });
    await until(() => heard.length >= 2);
    expect(heard.map(({ type, tab, user }) => [type, tab, user])).toEqual([
      ['app_home_opened', 'messages', slack.person('grace').id],
      ['app_home_opened', 'home', slack.person('grace').id],
    ]);
  });

  it('that are not acknowledged are sent again with the same id, three times at most', async () => {
    const sent: { id: string; attempt: number; reason: string }[] = [];
    await start({ timing: { ackMs: 30, eventRetriesMs: [0, 10, 20] } });
    const channel = await dmOf('grace');
    await until(() => heard.length === 1);
    // The client under Bolt, told to swallow what it receives.
    const receiver = (
      app as unknown as {
        receiver: {
          client: {
            removeAllListeners(name: string): void;
            on(
              name: string,
              listener: (args: { body: { event_id: string }; retry_num: number; retry_reason: string }) => void,
            ): void;
          };
        };
      }
    ).receiver;
    receiver.client.removeAllListeners('slack_event');
    receiver.client.on(
      'slack_event',
      ({ body, retry_num: attempt, retry_reason: reason }) => void sent.push({ id: body.event_id, attempt, reason }),
    );
    await slack.person('grace').act({ type: 'say', channel, text: 'anybody?' });
    await until(() => sent.length === 4);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sent.map(({ attempt, reason }) => [attempt, reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
      [3, 'timeout'],
    ]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
