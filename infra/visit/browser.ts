import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { WebSocket } from 'ws';
import { connectionTo, type LocalPorts } from '../connect';
import type { Door } from '../../workshop/seat-plan';

/** A page that takes longer is, to whoever waits for it, no page. */
const TIMEOUT_MS = 20_000;
/** Nothing that is asked for here is longer. */
const MOST_BYTES = 2_000_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Asking {
  readonly method?: 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** A form, or JSON. */
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** A browser at one app: it keeps cookies and follows no redirects. Everything rejects with a reason that ends a sentence. */
export interface Browser {
  ask(path: string, signal: AbortSignal, asking?: Asking): Promise<Answer>;
  cookie(name: string): string | undefined;
  /** Opens a web socket, says something and hands out what it hears until `is` says that this was the answer. */
  converse(path: string, signal: AbortSignal, say: string, is: (heard: string) => boolean): Promise<WebSocket>;
}

/** Why something did not go as it should: the end of a sentence. */
export class Trouble extends Error {}

export function openBrowser({ url, via }: Door, localPorts: LocalPorts | undefined): Browser {
  const cookies = new Map<string, string>();
  const jar = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const timed = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);

  return {
    cookie: (name) => cookies.get(name),

    async ask(path, signal, { method, headers = {}, form, json } = {}) {
      const to = new URL(path, url);
      const body = form ? new URLSearchParams(form).toString() : json === undefined ? undefined : JSON.stringify(json);
      const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
      const ends = timed(signal);
      const request = (to.protocol === 'https:' ? https : http).request(to, {
        ...connectionTo(url, via, localPorts),
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        agent: false,
        signal: ends,
        headers: {
          ...(cookies.size > 0 ? { cookie: jar() } : {}),
          ...(body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      });
      try {
        request.end(body);
        const [response] = (await once(request, 'response')) as [http.IncomingMessage];
        for (const line of response.headers['set-cookie'] ?? []) keep(cookies, line);
        return { status: response.statusCode ?? 0, body: await textOf(response) };
      } catch (error) {
        throw new Trouble(whyOf(error, ends));
      } finally {
        request.destroy();
      }
    },

    async converse(path, signal, say, is) {
      const to = new URL(path, url);
      const { protocol, hostname, origin } = to;
      const secure = protocol === 'https:';
      to.protocol = secure ? 'wss:' : 'ws:';
      const { lookup, port = Number(to.port || (secure ? 443 : 80)) } = connectionTo(url, via, localPorts);
      const place = { host: hostname, port, ...(lookup ? { lookup } : {}) };
      const ends = timed(signal);
      const socket = new WebSocket(to, {
        origin,
        headers: { cookie: jar() },
        createConnection: () => (secure ? tls.connect({ ...place, servername: hostname }) : net.connect(place)),
      });
      const stop = (): void => socket.terminate();
      ends.addEventListener('abort', stop);
      try {
        await new Promise<void>((resolve, reject) => {
          socket.on('open', () => socket.send(say));
          socket.on('message', (data: Buffer) => is(data.toString()) && resolve());
          socket.on('unexpected-response', (_request, { statusCode }) => reject(new Trouble(`answered ${statusCode}`)));
          socket.on('error', reject);
          socket.on('close', () => reject(new Trouble('was closed before it answered')));
        });
        return socket;
      } catch (error) {
        socket.terminate();
        throw error instanceof Trouble && !ends.aborted ? error : new Trouble(whyOf(error, ends));
      } finally {
        ends.removeEventListener('abort', stop);
      }
    },
  };
}

/** An empty value takes the cookie back. */
function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  if (value === '' || value === '""') cookies.delete(name);
  else cookies.set(name, value);
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > MOST_BYTES) throw new Trouble('answered without end');
  }
  return text;
}

function whyOf(error: unknown, ends: AbortSignal): string {
  if (error instanceof Trouble && !ends.aborted) return error.message;
  if (ends.aborted) return `did not answer within ${TIMEOUT_MS / 1000} seconds`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'refused the connection';
  if (code === 'ENOTFOUND') return 'has a name that nobody knows yet';
  if (code === 'ECONNRESET') return 'broke off the connection';
  return `could not be reached (${code ?? 'unknown'})`;
}
