import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalSlack } from '../../../local/slack';
import { MANIFEST, startApp } from './app';

const view = (element: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'files',
  title: { type: 'plain_text' as const, text: 'Files' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'file',
      label: { type: 'plain_text' as const, text: 'File' },
      element: { type: 'file_input' as const, action_id: 'value', filetypes: ['yml'], max_files: 1, ...element },
    },
  ],
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slack-files-'));
  const withScope = join(folder, 'manifest.yml');
  beforeAll(() =>
    writeFileSync(
      withScope,
      readFileSync(MANIFEST, 'utf8').replace('- chat:write\n', '- chat:write\n      - files:read\n'),
    ),
  );
  afterAll(() => rmSync(folder, { recursive: true }));

  let slack: LocalSlack;
  let stop: () => Promise<void>;
  const submitted: unknown[] = [];
  const opened: unknown[] = [];

  const start = async (manifest: string, element: object = {}) => {
    ({ slack, stop } = await startApp(
      (app) => {
        app.command('/workshop', async ({ ack, body, client }) => {
          await ack();
          opened.push(
            await client.views.open({ trigger_id: body.trigger_id, view: view(element) }).then(
              () => 'open',
              (error: { data: unknown }) => error.data,
            ),
          );
        });
        app.view('files', async ({ ack, view: { state } }) => {
          submitted.push(state.values['file']?.['value']);
          await ack();
        });
      },
      { manifest },
    ));
  };
  beforeEach(() => void (submitted.splice(0), opened.splice(0)));
  afterEach(() => stop());

  const ada = () => slack.person('ada');
  const open = async () => {
    await ada().act({ type: 'say', channel: slack.channelId('crew'), text: '/workshop' });
    while (opened.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    return ada().state().view?.id ?? '';
  };
  const upload = (name: string, text: string, who = ada()) =>
    who.act({ type: 'upload', key: 'k', name, content: Buffer.from(text).toString('base64') });
  const submit = (viewId: string, files: readonly string[]) =>
    ada().act({ type: 'submit', viewId, values: { file: { value: { files } } } });

  it('arrive as file objects, whose address answers the bot’s token alone', async () => {
    await start(withScope);
    const viewId = await open();
    await upload('Nov day.yml', 'name: nov – 🎉');
    await submit(viewId, ['k']);
    expect(submitted).toMatchObject([
      {
        type: 'file_input',
        files: [{ name: 'Nov day.yml', filetype: 'yaml', size: 18, user: ada().id, mode: 'hosted' }],
      },
    ]);
    const [{ files }] = submitted as [{ files: [{ url_private: string; url_private_download: string }] }];
    const get = (url: string, token?: string) =>
      fetch(url, { redirect: 'manual', ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) });
    for (const url of [files[0].url_private, files[0].url_private_download]) {
      expect(await (await get(url, slack.botToken)).text()).toBe('name: nov – 🎉');
      expect((await get(url)).status).toBe(302);
      expect((await get(url, slack.appToken)).status).toBe(302);
    }
    slack.revoke(slack.botToken);
    expect((await get(files[0].url_private, slack.botToken)).status).toBe(302);
  });

  it('are refused by the form where it wants others, fewer, or some', async () => {
    await start(withScope);
    const viewId = await open();
    const errors = () => ada().state().view?.errors;
    await submit(viewId, []);
    expect(errors()).toEqual({ file: 'Please complete this required field.' });
    await upload('photo.png', 'x');
    await submit(viewId, ['k']);
    expect(errors()).toEqual({ file: 'Only these files: yml.' });
    await upload('nov.yml', 'x');
    await submit(viewId, ['k', 'k']);
    expect(errors()).toEqual({ file: 'Please add at most 1 file.' });
    expect(submitted).toEqual([]);
  });

  it('are nobody else’s to name, and no larger than 10 MB', async () => {
    await start(withScope);
    const viewId = await open();
    await upload('nov.yml', 'x', slack.person('mary'));
    await expect(submit(viewId, ['k'])).rejects.toThrow('That file was not uploaded');
    await expect(upload('nov.yml', 'x'.repeat(10_000_001))).rejects.toThrow('up to 10 MB');
  });

  it('need the scope files:read', async () => {
    await start(MANIFEST);
    await open();
    expect(opened).toMatchObject([{ error: 'missing_scope', needed: 'files:read' }]);
  });

  it('of a message arrive as its files, and a picture of them is shown by the bot where it may', async () => {
    const events: Record<string, unknown>[] = [];
    ({ slack, stop } = await startApp(
      (app) => app.event('message', async ({ event }) => void events.push(event as unknown as Record<string, unknown>)),
      { manifest: withScope },
    ));
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await ada().act({ type: 'upload', key: 'p', name: 'Screen 1.PNG', content: png });
    await ada().act({ type: 'upload', key: 't', name: 'log.txt', content: 'eA==' });
    await ada().act({ type: 'upload', key: 'hidden', name: 'secret.png', content: png });
    const crew = slack.channelId('crew');
    await expect(ada().act({ type: 'say', channel: crew, text: ' ', files: [] })).rejects.toThrow('nothing to send');
    await expect(slack.person('mary').act({ type: 'say', channel: crew, text: 'mine', files: ['p'] })).rejects.toThrow(
      'That file was not uploaded',
    );
    await ada().act({ type: 'open-dm', user: ada().state().bot.id });
    const dm =
      ada()
        .state()
        .conversations.find(({ kind, name }) => kind === 'dm' && name === ada().state().bot.id)?.id ?? '';
    await ada().act({ type: 'say', channel: dm, text: '', files: ['p', 't'] });
    while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(events).toMatchObject([
      {
        subtype: 'file_share',
        text: '',
        files: [
          { name: 'Screen 1.PNG', filetype: 'png', mimetype: 'image/png' },
          { name: 'log.txt', filetype: 'txt' },
        ],
      },
    ]);
    const [picture, text] = (events[0] as { files: { id: string; permalink: string }[] }).files;
    const shown = await fetch(picture?.permalink ?? '');
    expect([shown.headers.get('content-type'), (await shown.arrayBuffer()).byteLength]).toEqual(['image/png', 70]);
    const seen = ada()
      .state()
      .messages.find(({ files }) => files !== undefined);
    expect(seen?.files).toMatchObject([{ name: 'Screen 1.PNG' }, { name: 'log.txt' }]);

    const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
    const post = (file: object) =>
      client.chat
        .postMessage({
          channel: crew,
          text: 'x',
          blocks: [{ type: 'image', alt_text: 'x', slack_file: file } as never],
        })
        .then(
          () => 'taken',
          (error: { data: { error: string; errors?: string[] } }) => error.data.errors?.[0] ?? error.data.error,
        );
    expect(await post({ id: picture?.id })).toBe('taken');
    expect(await post({ url: picture?.permalink })).toBe('taken');
    const invalid = 'invalid slack file [json-pointer:/blocks/0/slack_file]';
    expect(await post({ id: text?.id })).toBe(invalid);
    expect(await post({ id: 'F404' })).toBe(invalid);
    expect(await post({ id: picture?.id, url: picture?.permalink })).toContain('exactly one of id and url');
  });

  it('are asked for within Slack’s limits', async () => {
    await start(withScope, { max_files: 11 });
    await open();
    expect(opened).toMatchObject([{ error: 'invalid_arguments' }]);
  });
});
