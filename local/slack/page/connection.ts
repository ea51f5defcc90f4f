import type { PageEvent, PersonAction } from '../protocol';

/** One person's line to the workspace; it comes back by itself when it breaks. */
export interface Connection {
  /** Rejects with the words the person reads. */
  ask(action: PersonAction): Promise<void>;
  close(): void;
}

interface Listener {
  readonly event: (event: PageEvent) => void;
  readonly online: (online: boolean) => void;
  /** The workspace runs, but nobody of that id is in it. */
  readonly unknown?: () => void;
}

const retryAfterMs = 1_000;

/** Connects as a person, or as whoever comes first where nobody is named. */
export function connect(as: string | undefined, listener: Listener): Connection {
  const open = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  let socket: WebSocket;
  let lastId = 0;
  let closed = false;

  const dial = () => {
    const url = new URL('/page', location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    if (as !== undefined) url.searchParams.set('as', as);
    socket = new WebSocket(url);
    let opened = false;
    socket.onopen = () => {
      opened = true;
      listener.online(true);
    };
    socket.onmessage = ({ data }) => {
      const event = JSON.parse(data as string) as PageEvent;
      if (event.type === 'reply') settle(event);
      else listener.event(event);
    };
    socket.onclose = () => {
      for (const { reject } of open.values()) reject(new Error('The connection to the workspace was lost.'));
      open.clear();
      if (closed) return;
      listener.online(false);
      // A browser does not say why a socket was refused: ask whether the page itself still comes.
      if (!opened && listener.unknown)
        void fetch('/').then(
          () => closed || listener.unknown?.(),
          () => undefined,
        );
      setTimeout(() => closed || dial(), retryAfterMs);
    };
  };

  const settle = (reply: Extract<PageEvent, { type: 'reply' }>) => {
    const waiting = open.get(reply.id);
    open.delete(reply.id);
    if (reply.ok) waiting?.resolve();
    else waiting?.reject(new Error(reply.error ?? 'That did not work.'));
  };

  dial();
  return {
    ask: (action) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) {
          reject(new Error('Not connected to the workspace. Is it running?'));
          return;
        }
        const id = ++lastId;
        open.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, ...action }));
      }),
    close: () => {
      closed = true;
      socket.close();
    },
  };
}
