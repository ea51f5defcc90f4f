import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { startLocalSlack, type LocalSlack } from '../../../local/slack';
import type { PageEvent, PersonAction } from '../../../local/slack/protocol';
import { CAST, MANIFEST } from './app';
import { clientOf } from './client';

describe('the page’s connection', () => {
  let slack: LocalSlack;
  const pages: WebSocket[] = [];
  beforeEach(async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0, cast: CAST });
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) page.close();
    await slack.stop();
  });

  async function open(name?: string) {
    const events: PageEvent[] = [];
    const query = name === undefined ? '' : `?as=${slack.person(name).id}`;
    const page = new WebSocket(`${slack.url.replace('http', 'ws')}page${query}`);
    pages.push(page);
    page.on('message', (data) => void events.push(JSON.parse(String(data)) as PageEvent));
    let id = 0;
    const until = async <Type extends PageEvent['type']>(
      type: Type,
      fits: (event: Extract<PageEvent, { type: Type }>) => boolean = () => true,
    ) => {
      for (;;) {
        const found = events.find(
          (event): event is Extract<PageEvent, { type: Type }> => event.type === type && fits(event as never),
        );
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const ask = (action: PersonAction) => {
      id += 1;
      const asked = id;
      page.send(JSON.stringify({ id: asked, ...action }));
      return until('reply', (reply) => reply.id === asked);
    };
    const first = await until('state');
    return { events, until, ask, state: first.state };
  }

  it('begins with everything the person sees, as the first of the cast unless named', async () => {
    slack.announce('crew', 'Welcome');
    const ada = await open();
    expect(ada.events[0]?.type).toBe('state');
    expect(ada.state.me).toBe(slack.person('ada').id);
    expect(ada.state.messages).toMatchObject([{ text: 'Welcome', user: 'USLACKBOT' }]);
    expect(ada.state.commands[0]).toEqual({ command: '/workshop', description: 'Run a workshop', usageHint: 'help' });
    const bob = await open('bob');
    expect(bob.state.messages).toEqual([]);
    expect(bob.state.conversations.map(({ name }) => name)).toEqual(['crew', 'general']);
  });

  it('shows one person what another says, with what is unread, and answers each request by its number', async () => {
    const [ada, mary] = [await open('ada'), await open('mary')];
    const crew = slack.channelId('crew');
    expect(await ada.ask({ type: 'say', channel: crew, text: 'hello' })).toMatchObject({ ok: true });
    await mary.until('message', ({ message }) => message.text === 'hello');
    await mary.until('conversations', ({ conversations }) =>
      conversations.some((one) => one.id === crew && one.unread === 1),
    );
    await mary.ask({ type: 'read', channel: crew });
    await mary.until('conversations', ({ conversations }) =>
      conversations.some((one) => one.id === crew && one.unread === 0),
    );
    expect(await ada.ask({ type: 'say', channel: slack.channelId('team') + 'x', text: 'x' })).toMatchObject({
      ok: false,
      error: 'You are not in this conversation',
    });
  });

  it('keeps ephemeral messages and channels of others from the wire', async () => {
    const [mary, bob] = [await open('mary'), await open('bob')];
    const client = clientOf(slack);
    const crew = slack.channelId('crew');
    await client.chat.postEphemeral({ channel: crew, user: slack.person('ada').id, text: 'secret-1' });
    await client.chat.postMessage({ channel: slack.person('grace').id, text: 'secret-2' });
    const { ts = '' } = await client.chat.postMessage({ channel: crew, text: 'for the crew' });
    await client.chat.delete({ channel: crew, ts });
    await mary.until('message-deleted');
    await bob.ask({ type: 'read', channel: slack.channelId('general') });
    expect(JSON.stringify(mary.events)).not.toContain('secret');
    expect(JSON.stringify(bob.events)).not.toMatch(/secret|for the crew/);
  });

  it('sends everything anew when somebody joins a channel, since they may now read it', async () => {
    slack.announce('crew', 'Welcome');
    const bob = await open('bob');
    bob.events.length = 0;
    await bob.ask({ type: 'join', channel: slack.channelId('crew') });
    const { state } = await bob.until('state');
    expect(state.messages.map(({ text }) => text)).toEqual(['Welcome']);
  });

  it('survives nonsense', async () => {
    const ada = await open('ada');
    pages.at(-1)?.send('{');
    expect(await ada.until('reply')).toMatchObject({ ok: false });
    expect(await ada.ask({ type: 'read', channel: slack.channelId('crew') })).toMatchObject({ ok: true });
  });

  it('is refused to other origins, to strangers and to bots', async () => {
    const address = `${slack.url.replace('http', 'ws')}page?as=`;
    const { id } = slack.person('ada');
    expect(await refusal(address + id, { origin: 'https://evil.example' })).toBe(403);
    expect(await refusal(address + id, { host: 'evil.example' })).toBe(403);
    expect(await refusal(`${address}U0`)).toBe(404);
    expect(await refusal(`${address}USLACKBOT`)).toBe(404);
    expect(await refusal(address + id, { origin: slack.url.slice(0, -1) })).toBe('open');
  });

  it('comes with the page itself, to this machine’s own names only', async () => {
    const port = Number(new URL(slack.url).port);
    expect(await get(port, '/', `localhost:${port}`)).toMatchObject({ status: 200 });
    expect(await get(port, '/', 'evil.example')).toMatchObject({ status: 403 });
    expect(await get(port, '/../start.ts', `127.0.0.1:${port}`)).toMatchObject({ status: 404 });
    expect(await get(port, '/tsconfig.json', `127.0.0.1:${port}`)).toMatchObject({ status: 404 });
    expect((await get(port, '/main.js', `127.0.0.1:${port}`)).body.length).toBeGreaterThan(10_000);
  });
});

function refusal(url: string, headers: Record<string, string> = {}): Promise<number | 'open'> {
  const socket = new WebSocket(url, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (sent, response) => {
      resolve(response.statusCode ?? 0);
      sent.destroy();
    });
    socket.on('error', () => undefined);
  });
}

function get(port: number, path: string, host: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}
