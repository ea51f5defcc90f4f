import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createProbe } from '../../../infra/aws';

describe('a probe', () => {
  let server: Server;
  let base: string;
  const seen: { path: string; connection: string | undefined }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push({ path: request.url ?? '', connection: request.headers.connection });
      if (request.url === '/hang') return;
      if (request.url === '/endless') {
        response.writeHead(200);
        response.write('and so on');
        return;
      }
      response.writeHead(Number(request.url?.slice(1)), { location: '/200' }).end('page');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each([
    ['/200', true],
    ['/endless', true],
    ['/302', false],
    ['/401', false],
    ['/503', false],
    ['/hang', false],
  ])('of %s is %s', async (path, well) => {
    expect(await createProbe({ timeoutMs: 300 }).probe(base + path, undefined)).toBe(well);
    expect(seen.at(-1)).toEqual({ path, connection: 'close' });
  });

  it.each(['http://127.0.0.1:1/', 'not a url', 'ftp://127.0.0.1/', 'https://127.0.0.1:1/', ''])(
    'of %j is false and throws nothing',
    async (url) => {
      expect(await createProbe().probe(url, undefined)).toBe(false);
    },
  );

  it('ends with its signal', async () => {
    const stop = new AbortController();
    const probing = createProbe({ timeoutMs: 60_000 }).probe(`${base}/hang`, undefined, stop.signal);
    stop.abort();
    expect(await probing).toBe(false);
    expect(await createProbe().probe(`${base}/200`, undefined, stop.signal)).toBe(false);
  });
});
