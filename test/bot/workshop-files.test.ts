import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorkshopFiles } from '../../bot/workshop-files';

describe('a file from Slack', () => {
  let server: Server;
  let answer: RequestListener;
  let heard: { url: string | undefined; token: string | undefined }[];
  let origin: string;
  beforeEach(async () => {
    heard = [];
    answer = (_, response) => response.end('seats: 3');
    server = createServer((request, response) => {
      heard.push({ url: request.url, token: request.headers.authorization });
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const download = (url: string, apiUrl = `${origin}/api/`) =>
    createWorkshopFiles('/nonexistent', { botToken: 'xoxb-1', apiUrl }).download(url);

  it('is fetched with the bot’s token', async () => {
    expect(await download(`${origin}/nov.yml`)).toEqual({ text: 'seats: 3' });
    expect(heard).toEqual([{ url: '/nov.yml', token: 'Bearer xoxb-1' }]);
  });

  it('is fetched from Slack only: nobody else is shown the token', async () => {
    for (const url of [
      `${origin}/nov.yml`,
      'http://files.slack.com.evil.example/x',
      'file:///etc/passwd',
      'nonsense',
    ]) {
      expect(await download(url, 'https://slack.com/api/')).toEqual({ refused: 'unreachable' });
    }
    expect(heard).toEqual([]);
  });

  it('takes a page for signing in, and a way there, for a missing scope', async () => {
    answer = (_, response) => response.writeHead(302, { location: `${origin}/signin` }).end();
    expect(await download(`${origin}/nov.yml`)).toEqual({ refused: 'forbidden' });
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    expect(await download(`${origin}/nov.yml`)).toEqual({ refused: 'forbidden' });
    expect(heard).toHaveLength(2);
  });

  it('is let go of where it is too large, however it began', async () => {
    answer = (_, response) => {
      const more = () => response.write('x'.repeat(64_000)) && setImmediate(more);
      response.on('drain', more).on('close', () => response.off('drain', more));
      more();
    };
    expect(await download(`${origin}/nov.yml`)).toEqual({ refused: 'too-large' });
    answer = (_, response) => response.writeHead(500).end();
    expect(await download(`${origin}/nov.yml`)).toEqual({ refused: 'unreachable' });
  });
});
