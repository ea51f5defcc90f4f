import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Reply } from './reply';

/**
 * moto answers one call at a time whatever one does (one Python process), and not all of its backends bear two at once:
 * calls queue here. Streams have sockets of their own.
 */
const LANES = 2;

/** The way to moto. */
export interface Forwarder {
  /** Sends a call whose body is at hand; resolves with the whole answer. */
  send(request: { method: string; path: string; headers: http.OutgoingHttpHeaders; body: Buffer }): Promise<Reply>;
  /** Passes bytes through in both directions. */
  pipe(request: IncomingMessage, response: ServerResponse): void;
  close(): void;
}

/** Makes no connection until there is a call. */
export function startForwarder(host: string, port: number): Forwarder {
  const agent = new http.Agent({ keepAlive: true, maxSockets: LANES, scheduling: 'fifo' });
  const streams = new http.Agent({ maxSockets: 16 });
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const sent = http.request({
          host,
          port,
          agent,
          method,
          path,
          headers: { ...withoutTransfer(headers), 'content-length': body.length },
        });
        sent.on('error', reject);
        sent.on('response', (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 502,
              headers: endToEnd(answer.headers),
              body: Buffer.concat(chunks),
            }),
          );
        });
        sent.end(body);
      }),
    pipe(request, response) {
      const sent = http.request({
        host,
        port,
        agent: streams,
        method: request.method,
        path: request.url,
        headers: request.headers,
      });
      sent.on('error', (error) => {
        if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
        response.end(`moto does not answer: ${error.message}\n`);
      });
      sent.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
        answer.pipe(response);
      });
      response.on('close', () => sent.destroy());
      request.pipe(sent);
    },
    close() {
      agent.destroy();
      streams.destroy();
    },
  };
}

/** A body at hand has a length, and the two headers exclude each other. */
const withoutTransfer = (headers: http.OutgoingHttpHeaders): http.OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'transfer-encoding'));

/** Without the headers that speak of the connection and not of the answer. */
function endToEnd(headers: http.IncomingHttpHeaders): Record<string, string | string[] | undefined> {
  const { connection, 'keep-alive': keepAlive, 'transfer-encoding': transfer, ...rest } = headers;
  void connection;
  void keepAlive;
  void transfer;
  return rest;
}
