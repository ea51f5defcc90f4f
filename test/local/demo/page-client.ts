import { WebSocket } from 'ws';
import { reduce } from '../../../local/slack/page/model/state';
import type { PageEvent, PageState } from '../../../local/slack/protocol';
import type { Somebody } from './acting';
import { until } from './demo-process';

type Reply = Extract<PageEvent, { type: 'reply' }>;

/** Opens the page's own connection as the first person of a workspace in another process. */
export async function openPage(url: string): Promise<Somebody & { close(): void }> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}page`);
  let state: PageState | undefined;
  let lastId = 0;
  const replies = new Map<number, (reply: Reply) => void>();
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const event = JSON.parse(data.toString()) as PageEvent;
    if (event.type === 'reply') replies.get(event.id)?.(event);
    else state = reduce(state, event);
  });
  await until(() => state !== undefined);
  return {
    state: () => state as PageState,
    async act(action) {
      const id = ++lastId;
      const reply = await new Promise<Reply>((resolve) => {
        replies.set(id, resolve);
        socket.send(JSON.stringify({ ...action, id }));
      });
      if (!reply.ok) throw new Error(reply.error);
    },
    close: () => socket.terminate(),
  };
}
