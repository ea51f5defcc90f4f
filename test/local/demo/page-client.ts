import { WebSocket } from 'ws';
import { reduce } from '../../../local/slack/page/model/state';
import type { PageEvent, PageMessage, PageState, PersonAction } from '../../../local/slack/protocol';
import { until } from './demo-process';

/** Somebody at the page of a workspace in another process. */
export interface PageClient {
  state(): PageState;
  /** Does one thing; rejects with the words the person would read. */
  act(action: PersonAction): Promise<void>;
  /** Says something in a channel, by its name. */
  say(channel: string, text: string): Promise<void>;
  /** Clicks the newest button that says so, once there is one. */
  click(label: RegExp): Promise<void>;
  /** Waits for a message that says so. */
  see(text: RegExp): Promise<PageMessage>;
  close(): void;
}

/** Opens the page's own connection as the first person of the workspace. */
export async function openPage(url: string): Promise<PageClient> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}page`);
  let state: PageState | undefined;
  let lastId = 0;
  const replies = new Map<number, (reply: Extract<PageEvent, { type: 'reply' }>) => void>();
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const event = JSON.parse(data.toString()) as PageEvent;
    if (event.type === 'reply') replies.get(event.id)?.(event);
    else state = reduce(state, event);
  });
  await until(() => state !== undefined);
  const now = (): PageState => state as PageState;
  const find = async <T>(look: (message: PageMessage) => T | undefined): Promise<T> => {
    for (;;) {
      for (const message of [...now().messages].reverse()) {
        const found = look(message);
        if (found !== undefined) return found;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const client: PageClient = {
    state: now,
    async act(action) {
      const id = ++lastId;
      const reply = await new Promise<Extract<PageEvent, { type: 'reply' }>>((resolve) => {
        replies.set(id, resolve);
        socket.send(JSON.stringify({ ...action, id }));
      });
      if (!reply.ok) throw new Error(reply.error);
    },
    say(channel, text) {
      const id = now().conversations.find(({ name, kind }) => name === channel && kind !== 'dm')?.id ?? '';
      return client.act({ type: 'say', channel: id, text });
    },
    async click(label) {
      await client.act(await find((message) => buttonOf(message, label)));
    },
    see: (text) => find((message) => (text.test(JSON.stringify([message.text, message.blocks])) ? message : undefined)),
    close: () => socket.terminate(),
  };
  return client;
}

function buttonOf(message: PageMessage, label: RegExp): PersonAction | undefined {
  for (const block of message.blocks) {
    for (const element of block.type === 'actions' ? block.elements : []) {
      if (element.type !== 'button' || !label.test(element.text.text)) continue;
      const where = { channel: message.channel, ts: message.ts };
      return { type: 'act', where, blockId: block.block_id ?? '', actionId: element.action_id ?? '' };
    }
  }
  return undefined;
}
