import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { WebSocketServer, type WebSocket } from 'ws';
import { closeSockets } from '../farewell';
import { secret } from '../ids';
import type { Ack, Delivery, Envelope } from './delivery';

/** Slack's limit on open connections of one app. */
const MOST_CONNECTIONS = 10;
const PING_MS = 10_000;
/** `WebSocket.OPEN`: one that is saying goodbye gets nothing any more. */
const OPEN = 1;
/** Slack closes a socket it has asked to leave, should the client not do so itself. */
const FAREWELL_MS = 2_000;

/** After this long Slack, too, notices that nobody answers its pings. */
const FROZEN_MS = 15_000;

interface Options {
  readonly appId: string;
  readonly ackMs: number;
  /** Called whenever the app comes or goes. */
  readonly onChange: () => void;
}

/** Socket Mode: each payload goes to one of the open connections, in turn. */
export class Sockets implements Delivery {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #open = new Set<WebSocket>();
  readonly #frozen = new WeakSet<WebSocket>();
  readonly #waiting = new Map<string, (ack: Ack) => void>();
  readonly #pings: NodeJS.Timeout;
  #turn = 0;

  constructor(private readonly options: Options) {
    this.#pings = setInterval(() => {
      for (const socket of this.#open) if (!this.#frozen.has(socket)) socket.ping();
    }, PING_MS).unref();
  }

  get connected(): boolean {
    return this.#open.size > 0;
  }

  /** A path for one connection; undefined when there are too many. */
  ticket(): string | undefined {
    if (this.#open.size >= MOST_CONNECTIONS) return undefined;
    const ticket = secret();
    this.#tickets.add(ticket);
    return `link/?ticket=${ticket}&app_id=${this.options.appId}`;
  }

  /** Takes over a connection whose path came from `ticket`; refuses any other. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
  }

  deliver(envelope: Envelope): Promise<Ack> {
    const sockets = [...this.#open].filter(({ readyState }) => readyState === OPEN);
    const socket = sockets[this.#turn++ % Math.max(1, sockets.length)];
    if (!socket) return Promise.resolve({ ok: false, reason: 'not_connected' });
    const id = randomUUID();
    return new Promise((resolve) => {
      const settle = (ack: Ack) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(ack);
      };
      const timer = setTimeout(() => settle({ ok: false, reason: 'timeout' }), this.options.ackMs);
      this.#waiting.set(id, settle);
      if (this.#frozen.has(socket)) return;
      socket.send(
        JSON.stringify({
          envelope_id: id,
          type: envelope.kind,
          payload: envelope.payload,
          accepts_response_payload: envelope.kind !== 'events_api',
          ...(envelope.kind === 'events_api'
            ? { retry_attempt: envelope.retry?.attempt ?? 0, retry_reason: envelope.retry?.reason ?? '' }
            : {}),
        }),
      );
    });
  }

  /** Asks every connection to leave, as Slack does every few hours; nothing is sent to them any more. */
  refresh(): void {
    for (const socket of [...this.#open]) {
      this.#leave(socket);
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'local' } }));
      setTimeout(() => socket.close(), FAREWELL_MS).unref();
    }
  }

  /** Lets nothing through any more, in either direction, and closes nothing, as a network that goes away. */
  freeze(): void {
    for (const socket of this.#open) {
      this.#frozen.add(socket);
      socket.pause();
      setTimeout(() => socket.terminate(), FROZEN_MS).unref();
    }
  }

  /** Cuts every connection without a word, as a network does. */
  cut(): void {
    for (const socket of [...this.#open]) socket.terminate();
  }

  async stop(): Promise<void> {
    clearInterval(this.#pings);
    this.#open.clear();
    for (const settle of [...this.#waiting.values()]) settle({ ok: false, reason: 'not_connected' });
    await closeSockets(this.#server);
  }

  #welcome(client: WebSocket): void {
    this.#open.add(client);
    client.on('close', () => this.#leave(client));
    client.on('error', () => client.terminate());
    client.on('message', (data) => this.#receive(String(data)));
    client.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#open.size,
        debug_info: { host: 'local', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.options.appId },
      }),
    );
    this.options.onChange();
  }

  #leave(client: WebSocket): void {
    if (this.#open.delete(client)) this.options.onChange();
  }

  #receive(data: string): void {
    const message = JSON.parse(data) as { envelope_id?: string; payload?: unknown };
    if (message.envelope_id === undefined) return;
    const body = message.payload;
    this.#waiting.get(message.envelope_id)?.({ ok: true, ...(body === undefined ? {} : { body }) });
  }
}
