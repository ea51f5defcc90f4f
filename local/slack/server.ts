import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** Bytes of a request body; files of the app may be larger. */
const LARGEST_BODY = 5_000_000;
const LARGEST_UPLOAD = 100_000_000;
const PORTS_TRIED = 50;

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The body as it came. */
  readonly bytes: Buffer<ArrayBuffer>;
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
  const url = new URL(request.url ?? '/', 'http://localhost');
  const largest = isUpload(url.pathname) ? LARGEST_UPLOAD : LARGEST_BODY;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) return { status: 413, headers: { connection: 'close' }, body: 'Too large.\n' };
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return routes.request({
    method: request.method ?? 'GET',
    url,
    headers: request.headers,
    body: isUpload(url.pathname) ? '' : bytes.toString('utf8'),
    bytes,
  });
}

/** Where the app sends its files to. */
export const isUpload = (pathname: string): boolean => pathname.startsWith('/upload/');

/** Refuses names that merely resolve to loopback, so that no web page can reach this server through its visitor's browser. */
function isLoopback(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
}
