import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPlay } from '../../../local/play';
import type { LocalSlack } from '../../../local/slack';
import { MANIFEST, startApp } from './app';

describe('files in messages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slack-shared-'));
  const withScopes = join(folder, 'manifest.yml');
  const csv = join(folder, 'Nov people.csv');
  beforeAll(() => {
    const scopes = '- chat:write\n      - files:read\n      - files:write\n';
    writeFileSync(withScopes, readFileSync(MANIFEST, 'utf8').replace('- chat:write\n', scopes));
    writeFileSync(csv, 'name\nAnn\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  let slack: LocalSlack;
  let client: WebClient;
  let stop: () => Promise<void>;
  let heard: Record<string, unknown>[];
  const start = async (manifest = withScopes) => {
    heard = [];
    ({ slack, stop } = await startApp(
      (app) =>
        app.event('message', async ({ event }) => {
          if (!('bot_id' in event)) heard.push(event as unknown as Record<string, unknown>);
          await Promise.resolve();
        }),
      { manifest },
    ));
    client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  };
  beforeEach(() => start());
  afterEach(() => stop());

  const ada = () => slack.person('ada');
  const dm = async (name = 'ada') =>
    (await client.conversations.open({ users: slack.person(name).id })).channel?.id ?? '';
  const last = (name = 'ada') => slack.person(name).state().messages.at(-1);
  const download = (user: string, id: string) => fetch(`${slack.url}download/${user}/${id}/cards.pdf`);
  const bytes = Buffer.from([37, 80, 68, 70, 0, 255, 13, 10, 128]);

  it('of the app reach one conversation, byte for byte, and nobody outside of it', async () => {
    const sent = await client.filesUploadV2({
      channel_id: await dm(),
      file: bytes,
      filename: 'cards.pdf',
      initial_comment: '*12* cards',
    });
    expect(sent.files).toMatchObject([{ files: [{ id: expect.any(String), title: 'cards.pdf' }] }]);
    const message = last();
    expect(message).toMatchObject({ text: '*12* cards', files: [{ name: 'cards.pdf', size: bytes.length }] });
    const id = message?.files?.[0]?.id ?? '';
    const mine = await download(ada().id, id);
    expect(mine.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await mine.arrayBuffer())).toEqual(bytes);
    expect((await download(slack.person('mary').id, id)).status).toBe(404);
    expect((await download(ada().id, 'F0')).status).toBe(404);
    expect(JSON.stringify(slack.person('mary').state())).not.toContain('cards.pdf');
  });

  it('of the app go where the bot is: a person is no conversation, and a channel wants it in', async () => {
    const to = (channel_id: string) =>
      client
        .filesUploadV2({ channel_id, file: bytes, filename: 'x.pdf' })
        .catch((error: { data: unknown }) => error.data);
    expect(await to(ada().id)).toMatchObject({ error: 'channel_not_found' });
    expect(await to(slack.channelId('board'))).toMatchObject({ error: 'channel_not_found' });
    expect(await to(slack.channelId('general'))).toMatchObject({ error: 'not_in_channel' });
  });

  it('of the app come to their address once, in the length that was announced, before they are shared', async () => {
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'x.pdf',
      length: bytes.length,
    });
    const complete = () =>
      client.files
        .completeUploadExternal({ files: [{ id, title: 'x' }] })
        .catch((error: { data: { error: string } }) => error.data.error);
    const post = (body: Buffer<ArrayBuffer>) => fetch(url, { method: 'POST', body }).then(({ status }) => status);
    expect(await complete()).toBe('file_not_found');
    expect(await post(bytes.subarray(1))).toBe(400);
    expect(await post(bytes)).toBe(200);
    expect(await post(bytes)).toBe(400);
    expect(await complete()).toMatchObject({ ok: true });
  });

  it('need the scope files:write', async () => {
    await stop();
    await start(MANIFEST);
    await expect(client.files.getUploadURLExternal({ filename: 'x', length: 1 })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'files:write' },
    });
  });

  it('of the app are deleted by it alone, and with them a message that holds nothing else', async () => {
    const channel_id = await dm();
    const send = async (initial_comment?: string) => {
      const file = { channel_id, file: bytes, filename: 'x.pdf' };
      await client.filesUploadV2(initial_comment === undefined ? file : { ...file, initial_comment });
      return last()?.files?.[0]?.id ?? '';
    };
    await client.files.delete({ file: await send('words') });
    expect(last()).toMatchObject({ text: 'words' });
    expect(last()).not.toHaveProperty('files');
    const bare = await send();
    await client.files.delete({ file: bare });
    expect(last()).toMatchObject({ text: 'words' });
    expect((await download(ada().id, bare)).status).toBe(404);
    await ada().act({ type: 'upload', key: 'k', name: 'a.csv', content: '' });
    await ada().act({ type: 'say', channel: channel_id, text: '', files: ['k'] });
    await expect(client.files.delete({ file: last()?.files?.[0]?.id ?? '' })).rejects.toThrow('file_not_found');
  });

  it('of people are told to the app as file_share, with an address its token opens', async () => {
    const lines: string[] = [];
    const went = await runPlay(`@ada drops "${csv}" "nov <please>"\n@ada sees "(file: Nov people.csv)"`, slack, {
      print: (line) => lines.push(line),
    });
    expect([went, lines]).toEqual([true, expect.anything()]);
    for (let tries = 0; heard.length === 0 && tries < 500; tries += 1)
      await new Promise((done) => setTimeout(done, 10));
    expect(heard).toMatchObject([
      {
        subtype: 'file_share',
        channel_type: 'im',
        user: ada().id,
        text: 'nov &lt;please&gt;',
        files: [{ name: 'Nov people.csv', filetype: 'csv', size: 9, user: ada().id }],
      },
    ]);
    const [{ files }] = heard as unknown as [{ files: [{ url_private_download: string }] }];
    const headers = { authorization: `Bearer ${slack.botToken}` };
    expect(await (await fetch(files[0].url_private_download, { headers })).text()).toBe('name\nAnn\n');
    await expect(ada().act({ type: 'say', channel: await dm(), text: '', files: ['unknown'] })).rejects.toThrow(
      'That file was not uploaded',
    );
    await expect(ada().act({ type: 'say', channel: await dm(), text: ' ' })).rejects.toThrow('nothing to send');
  });

  it('aside, people are found by email, up to 50 times a minute', async () => {
    await stop();
    ({ slack, stop } = await startApp(() => undefined, { manifest: withScopes, rateLimits: true }));
    client = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
    const lookup = (email: string) =>
      client.users.lookupByEmail({ email }).then(
        ({ user }) => user?.id,
        (error: { code: string; data?: { error: string } }) => error.data?.error ?? error.code,
      );
    expect(await lookup('Grace@PyData.example')).toBe(slack.person('grace').id);
    expect(await lookup('stranger@pydata.example')).toBe('users_not_found');
    for (let i = 2; i < 50; i += 1) await lookup('ada@pydata.example');
    expect(await lookup('ada@pydata.example')).toBe('slack_webapi_rate_limited_error');
  });
});
