import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { startLocalSlack, type LocalSlack } from '../../../local/slack';
import { CAST, MANIFEST } from './app';
import { clientOf, errorOf } from './client';

describe('a Bolt app that receives signed HTTP', () => {
  let slack: LocalSlack;
  let app: App;
  let port = 0;
  const submitted: unknown[] = [];

  beforeAll(async () => {
    port = await freePort();
    slack = await startLocalSlack({
      manifest: MANIFEST,
      port: 0,
      cast: CAST,
      requestUrl: `http://127.0.0.1:${port}/slack/events`,
    });
    app = new App({
      token: slack.botToken,
      receiver: new HTTPReceiver({ signingSecret: slack.signingSecret, logLevel: LogLevel.ERROR }),
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.apiUrl },
    });
    app.command('/workshop', async ({ ack, command, client }) => {
      if (command.text === 'modal') {
        await client.views.open({
          trigger_id: command.trigger_id,
          view: {
            type: 'modal',
            callback_id: 'm',
            title: { type: 'plain_text', text: 'T' },
            submit: { type: 'plain_text', text: 'S' },
            blocks: [
              {
                type: 'input',
                block_id: 'name',
                label: { type: 'plain_text', text: 'Name' },
                element: { type: 'plain_text_input', action_id: 'v' },
              },
            ],
          },
        });
        return ack();
      }
      return ack({ text: `You said ${command.text}` });
    });
    app.view('m', async ({ ack, view }) => {
      submitted.push(view.state.values);
      await ack({ response_action: 'errors', errors: { name: 'taken' } });
    });
    app.message('hi', async ({ say }) => void (await say('hello')));
    await app.start({ port, host: '127.0.0.1' });
    while (!slack.person('ada').state().bot.connected) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  afterAll(async () => {
    await app.stop();
    await slack.stop();
  });

  it('is verified by a challenge, then gets commands and answers in the response body', async () => {
    const ada = slack.person('ada');
    await ada.act({ type: 'say', channel: slack.channelId('crew'), text: '/workshop a & b' });
    expect(ada.state().messages.at(-1)).toMatchObject({ text: 'You said a &amp; b', ephemeral: true });
  });

  it('gets submissions and answers with errors', async () => {
    const ada = slack.person('ada');
    await ada.act({ type: 'say', channel: slack.channelId('crew'), text: '/workshop modal' });
    const viewId = ada.state().view?.id ?? '';
    await ada.act({ type: 'submit', viewId, values: { name: { v: { value: 'nov' } } } });
    expect(submitted).toEqual([{ name: { v: { type: 'plain_text_input', value: 'nov' } } }]);
    expect(ada.state().view?.errors).toEqual({ name: 'taken' });
  });

  it('gets events', async () => {
    const grace = slack.person('grace');
    const { bot } = grace.state();
    await grace.act({ type: 'open-dm', user: bot.id });
    const channel = grace.state().conversations.find((one) => one.name === bot.id)?.id ?? '';
    await grace.act({ type: 'say', channel, text: 'hi' });
    await grace.waitFor(({ text, user }) => text === 'hello' && user === bot.id, 'the answer');
  });

  it('cannot be reached by somebody without the secret', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: { 'x-slack-request-timestamp': `${Math.floor(Date.now() / 1000)}`, 'x-slack-signature': 'v0=00' },
      body: 'payload={}',
    });
    expect(response.status).toBe(401);
  });

  it('is offered no socket', async () => {
    expect(await errorOf(clientOf(slack, slack.appToken).apps.connections.open({}))).toBe('too_many_websockets');
  });
});

describe('an app that answers HTTP with an error', () => {
  it('makes the person read so, and gets its events again', async () => {
    const seen: { retry: string | undefined; reason: string | undefined }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => void chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        if (body.includes('"event_callback"')) {
          const { 'x-slack-retry-num': retry, 'x-slack-retry-reason': reason } = request.headers;
          seen.push({ retry: retry?.toString(), reason: reason?.toString() });
        }
        const greeting = body.includes('url_verification');
        response.statusCode = greeting ? 200 : 500;
        response.end(greeting ? (JSON.parse(body) as { challenge: string }).challenge : '');
      });
    });
    const port = await listening(server);
    const slack = await startLocalSlack({
      manifest: MANIFEST,
      port: 0,
      cast: CAST,
      requestUrl: `http://127.0.0.1:${port}/`,
      timing: { eventRetriesMs: [0] },
    });
    const ada = slack.person('ada');
    await expect(ada.act({ type: 'say', channel: slack.channelId('crew'), text: '/workshop' })).rejects.toThrow(
      'Usher answered with an error',
    );
    await ada.act({ type: 'open-home' });
    while (seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(seen).toEqual([
      { retry: undefined, reason: undefined },
      { retry: '1', reason: 'http_error' },
    ]);
    await slack.stop();
    await new Promise((resolve) => server.close(resolve));
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
