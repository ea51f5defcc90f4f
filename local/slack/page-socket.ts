import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { Refusal } from './errors';
import { closeSockets } from './farewell';
import type { Hub } from './hub';
import { conversationsOf, openView, pageMessage, pageState } from './page-state';
import type { PageEvent, PageRequest, PersonAction } from './protocol';
import { canSee, type Change, type User } from './workspace';

type Perform = (user: User, action: PersonAction) => Promise<void>;

/** Speaks protocol.ts with any number of open pages, each as one person. */
export class PageSockets {
  readonly #server = new WebSocketServer({ noServer: true });

  constructor(
    private readonly hub: Hub,
    private readonly perform: Perform,
  ) {}

  /** Takes over `/page?as=<user id>`, or `/page` as the first person of the cast; only pages of this server's own origin are let in. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { origin, host } = request.headers;
    if (origin !== undefined && origin !== `http://${host ?? ''}`) {
      return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    }
    const as = new URL(request.url ?? '/', 'http://localhost').searchParams.get('as');
    const { users } = this.hub.workspace;
    const user = as === null ? [...users.values()].find(({ isBot }) => !isBot) : users.get(as);
    if (!user || user.isBot) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    this.#server.handleUpgrade(request, socket, head, (client) => this.#serve(client, user));
  }

  stop(): Promise<void> {
    return closeSockets(this.#server);
  }

  #serve(client: WebSocket, user: User): void {
    const send = (event: PageEvent) => client.send(JSON.stringify(event));
    let listing: NodeJS.Immediate | undefined;
    /** Unread counts change with every message: told once per turn of the event loop. */
    const listConversations = () => {
      listing ??= setImmediate(() => {
        listing = undefined;
        send({ type: 'conversations', conversations: conversationsOf(this.hub, user.id) });
      });
    };
    const unsubscribe = this.hub.workspace.subscribe((change) => {
      const event = eventFor(this.hub, user, change);
      if (event) send(event);
      if (changesListing(change, user)) listConversations();
    });
    client.on('close', unsubscribe);
    client.on('error', () => client.terminate());
    client.on('message', (data) => void this.#answer(user, String(data)).then(send));
    send({ type: 'state', state: pageState(this.hub, user.id) });
  }

  async #answer(user: User, data: string): Promise<PageEvent> {
    let id = 0;
    try {
      const request = JSON.parse(data) as PageRequest;
      id = request.id;
      await this.perform(user, request);
      return { type: 'reply', id, ok: true };
    } catch (error) {
      if (error instanceof Refusal) return { type: 'reply', id, ok: false, error: error.message };
      return { type: 'reply', id, ok: false, error: `The local Slack failed: ${String(error)}` };
    }
  }
}

function eventFor(hub: Hub, user: User, change: Change): PageEvent | undefined {
  switch (change.type) {
    case 'message':
    case 'deleted': {
      const { message } = change;
      const channel = hub.workspace.channels.get(message.channel);
      if (!channel || !canSee(channel, message, user.id)) return undefined;
      return change.type === 'message'
        ? { type: 'message', message: pageMessage(hub, message) }
        : { type: 'message-deleted', channel: message.channel, ts: message.ts };
    }
    case 'joined':
    case 'left':
      // What they may read has changed.
      return change.user === user.id ? { type: 'state', state: pageState(hub, user.id) } : undefined;
    case 'view':
      return change.user === user.id ? { type: 'view', view: openView(hub, user.id) } : undefined;
    case 'home':
      return change.user === user.id ? { type: 'home', home: hub.views.home(user.id)?.view } : undefined;
    case 'bot':
      return { type: 'bot', connected: hub.delivery.connected };
    default:
      return undefined;
  }
}

function changesListing(change: Change, user: User): boolean {
  switch (change.type) {
    case 'message':
    case 'deleted':
    case 'joined':
    case 'left':
      return true;
    case 'opened':
    case 'read':
      return change.user === user.id;
    default:
      return false;
  }
}
