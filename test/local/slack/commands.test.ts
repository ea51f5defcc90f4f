import { afterEach, describe, expect, it } from '@jest/globals';
import type { App, RespondFn } from '@slack/bolt';
import type { Actor, LocalSlack, LocalSlackOptions } from '../../../local/slack';
import { startApp } from './app';
import { clientOf, errorOf } from './client';

describe('slash commands', () => {
  let stop: (() => Promise<void>) | undefined;
  let slack: LocalSlack;
  let ada: Actor;

  async function start(register: (app: App) => void, options: Partial<LocalSlackOptions> = {}): Promise<void> {
    ({ slack, stop } = await startApp(register, options));
    ada = slack.person('ada');
  }
  afterEach(() => stop?.());
  const type = (text: string, threadTs?: string, channel = 'crew') =>
    ada.act({ type: 'say', channel: slack.channelId(channel), text, ...(threadTs === undefined ? {} : { threadTs }) });
  const texts = (name: string) =>
    slack
      .person(name)
      .state()
      .messages.map(({ text }) => text);

  it('tell the person when the app does not answer in time, and nobody else', async () => {
    await start((app) => app.command('/workshop', async () => undefined), { timing: { ackMs: 50 } });
    await expect(type('/workshop help')).rejects.toThrow('Usher did not answer within 0.05 seconds');
    expect(texts('ada')).toEqual(['Usher did not answer within 0.05 seconds']);
    expect(texts('mary')).toEqual([]);
  });

  it('tell the person when the app is not there', async () => {
    await start(() => undefined);
    await stop?.();
    ({ slack } = await startApp(() => undefined).then(async ({ slack: alone, app, stop: end }) => {
      await app.stop();
      stop = end;
      return { slack: alone };
    }));
    ada = slack.person('ada');
    await untilDisconnected(ada);
    await expect(type('/workshop help')).rejects.toThrow('Usher is not connected');
  });

  it('tell the person about commands that do not exist and about threads, without asking the app', async () => {
    let asked = 0;
    await start((app) =>
      app.command(/.*/, async ({ ack }) => {
        asked += 1;
        await ack();
      }),
    );
    await expect(type('/workshops help')).rejects.toThrow("/workshops isn't a valid command");
    await type('root');
    const root = ada.state().messages.find(({ text }) => text === 'root')?.ts;
    await expect(type('/workshop help', root)).rejects.toThrow('/workshop is not supported in threads. Sorry!');
    expect(asked).toBe(0);
  });

  it('answer with the acknowledgement itself: to the sender, or to all with the words that were typed', async () => {
    await start((app) =>
      app.command('/workshop', ({ ack, command }) =>
        command.text === 'all' ? ack({ response_type: 'in_channel', text: 'for all' }) : ack('for you'),
      ),
    );
    await type('/workshop me');
    await type('/workshop all');
    expect(texts('ada')).toEqual(['for you', '/workshop all', 'for all']);
    expect(texts('mary')).toEqual(['/workshop all', 'for all']);
  });

  it('work in channels the app is not in, through their response URL', async () => {
    await start((app) =>
      app.command('/workshop', async ({ ack, respond }) => {
        await ack();
        await respond('here too');
      }),
    );
    await type('/workshop me', undefined, 'board');
    const answer = await ada.waitFor(({ text }) => text === 'here too', 'the answer');
    expect(answer.channel).toBe(slack.channelId('board'));
  });

  it('give five uses of a response URL', async () => {
    let respond: RespondFn | undefined;
    await start((app) =>
      app.command('/workshop', async ({ ack, respond: given }) => {
        respond = given;
        await ack();
      }),
    );
    await type('/workshop');
    for (let use = 1; use <= 5; use += 1) await respond?.(`use ${use}`);
    await respond?.('use 6').catch(() => undefined);
    expect(texts('ada')).toEqual(['use 1', 'use 2', 'use 3', 'use 4', 'use 5']);
  });

  it('give up a response URL after its time, and refuse bad blocks on it', async () => {
    const urls: string[] = [];
    const register = (app: App) =>
      app.command('/workshop', async ({ ack, command }) => {
        urls.push(command.response_url);
        await ack();
      });
    const post = async (body: unknown) => {
      const response = await fetch(urls.at(-1) ?? '', { method: 'POST', body: JSON.stringify(body) });
      return { status: response.status, text: await response.text() };
    };
    await start(register);
    await type('/workshop');
    expect(await post({ blocks: [{ type: 'marquee' }] })).toMatchObject({
      status: 400,
      text: expect.stringContaining('invalid_blocks'),
    });
    expect(await post({ text: 'fine' })).toEqual({ status: 200, text: 'ok' });
    await stop?.();
    await start(register, { timing: { responseUrlMs: -1 } });
    await type('/workshop');
    expect(await post({ text: 'late' })).toMatchObject({ status: 404, text: expect.stringContaining('expired_url') });
  });

  it('give a trigger that opens one modal, and none when it is late', async () => {
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'T' }, blocks: [] };
    const outcomes: string[] = [];
    const register = (app: App) =>
      app.command('/workshop', async ({ ack, command }) => {
        await ack();
        const client = clientOf(slack);
        const open = () => errorOf(client.views.open({ trigger_id: command.trigger_id, view }));
        outcomes.push(await open(), await open(), await errorOf(client.views.open({ trigger_id: '1.2.3', view })));
        await client.chat.postMessage({ channel: command.channel_id, text: 'done' });
      });
    await start(register);
    await type('/workshop');
    await ada.waitFor(({ text }) => text === 'done', 'the end');
    expect(outcomes).toEqual(['ok', 'exchanged_trigger_id', 'invalid_trigger_id']);
    await stop?.();
    outcomes.length = 0;
    await start(register, { timing: { triggerMs: -1 } });
    await type('/workshop');
    await ada.waitFor(({ text }) => text === 'done', 'the end');
    expect(outcomes[0]).toBe('expired_trigger_id');
  });

  it('arrive with plain words where the manifest does not ask for escaping', async () => {
    const heard: string[] = [];
    await start((app) =>
      app.command('/plain', async ({ ack, command }) => {
        heard.push(command.text);
        await ack();
      }),
    );
    await type('/plain @grace in #crew');
    expect(heard).toEqual(['@grace in #crew']);
  });
});

async function untilDisconnected(actor: Actor): Promise<void> {
  while (actor.state().bot.connected) await new Promise((resolve) => setTimeout(resolve, 10));
}
