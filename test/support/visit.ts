import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { WebSocket } from 'ws';
import type { LocalAws } from '../../local/aws';

export interface Visit {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Visits names of load balancers as a browser would whose DNS knows them. */
export interface Visitor {
  /** One GET, no redirect followed; rejects where nothing answers or the certificate is not trusted for the name. */
  get(url: string, headers?: Record<string, string>): Promise<Visit>;
  /** Opens a web socket; rejects with the status where it is refused. */
  webSocket(url: string, headers?: Record<string, string>): Promise<WebSocket>;
}

/** `address` is the load balancer's; `ca` a PEM file, the local AWS's own unless another is given. */
export function visitor(aws: LocalAws, address: string, ca: string = aws.authority): Visitor {
  const connection = (url: string) => {
    const { protocol, hostname, port } = new URL(url);
    const secure = protocol === 'https:' || protocol === 'wss:';
    return {
      secure,
      host: address,
      port: aws.boundAs(Number(port || (secure ? 443 : 80))),
      servername: hostname,
      headers: { host: hostname },
      ca: readFileSync(ca),
    };
  };
  return {
    get(url, headers = {}) {
      const { secure, ...to } = connection(url);
      const { pathname, search } = new URL(url);
      return new Promise((resolve, reject) => {
        const request = (secure ? https : http).request(
          { ...to, agent: false, path: pathname + search, headers: { ...to.headers, ...headers } },
          (response) => {
            let body = '';
            response.setEncoding('utf8');
            response.on('data', (chunk: string) => (body += chunk));
            response.on('error', reject);
            response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
          },
        );
        request.on('error', reject);
        request.end();
      });
    },
    webSocket(url, headers = {}) {
      const { secure, host, port, servername, ca: trusted, headers: own } = connection(url);
      const to = new URL(url);
      const options = { servername, ca: trusted, headers: { ...own, ...headers } };
      const socket = new WebSocket(`${secure ? 'wss' : 'ws'}://${host}:${port}${to.pathname}`, options);
      return new Promise((resolve, reject) => {
        socket.once('open', () => resolve(socket));
        socket.once('unexpected-response', (request, response) => {
          request.destroy();
          reject(new Error(String(response.statusCode)));
        });
        socket.once('error', reject);
      });
    },
  };
}

/** The next thing a web socket says. */
export const heard = (socket: WebSocket): Promise<string> =>
  new Promise((resolve, reject) => {
    socket.once('message', (data: Buffer) => resolve(data.toString()));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
  });
