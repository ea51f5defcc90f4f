import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** Bytes of a request body. */
const LARGEST_BODY = 5_000_000;
const PORTS_TRIED = 50;

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  /** Undefined: the connection is cut without an answer. */
  readonly status: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface Routes {
  readonly request: (request: Request) => Promise<Reply>;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Listens on loopback only, on the port or the next free one; `routes` may be set later but before the first request. */
export async function listen(port: number, routes: () => Routes): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => void handle(request, response, routes()));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!isLoopback(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    routes().upgrade(request, socket, head);
  });
  for (let tried = 0; ; tried += 1) {
    try {
      await listenOn(server, port === 0 ? 0 : port + tried);
      return { server, port: (server.address() as AddressInfo).port };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tried >= PORTS_TRIED) throw error;
    }
  }
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, routes: Routes): Promise<void> {
  const reply = await answer(request, routes).catch((error: unknown) => ({
    status: 500,
    headers: {},
    body: `The local Slack failed: ${String(error)}\n`,
  }));
  if (reply.status === undefined) return void request.socket.destroy();
  response.writeHead(reply.status, { 'cache-control': 'no-store', ...reply.headers }).end(reply.body);
}

async function answer(request: IncomingMessage, routes: Routes): Promise<Reply> {
  if (!isLoopback(request)) return { status: 403, body: 'Only this machine is answered.\n' };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return { status: 413, headers: { connection: 'close' }, body: 'Too large.\n' };
    chunks.push(chunk);
  }
  return routes.request({
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://localhost'),
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  });
}

/** Refuses names that merely resolve to loopback, so that no web page can reach this server through its visitor's browser. */
function isLoopback(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
}
