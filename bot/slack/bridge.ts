import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';

/**
 * Bolt's client waits 5 s or more without a socket whenever one closes: because Slack asks it to, as every few hours, or because
 * the line broke. Commands typed meanwhile are lost. A second socket is opened at that moment and stays until the first is back.
 * What comes by it is handled, and acknowledged on it, as if it had come by the first.
 */
export function bridgeGaps(client: SocketModeClient, options: () => SocketModeOptions): { close(): void } {
  /** The second socket, from the moment it is wanted until it is left. */
  let bridge: { readonly client: SocketModeClient; open: boolean } | undefined;
  let closed = false;

  // Its goodbye takes seconds, and nobody waits for it.
  const end = (socket: SocketModeClient): void => void socket.disconnect().catch(() => undefined);

  function leave(): void {
    if (bridge?.open) end(bridge.client);
    bridge = undefined;
  }

  function open(): void {
    if (bridge || closed) return;
    const mine = { client: new SocketModeClient({ ...options(), autoReconnectEnabled: false }), open: false };
    bridge = mine;
    mine.client.on('slack_event', (event: unknown) => client.emit('slack_event', event));
    const gone = (): void => {
      if (bridge === mine) bridge = undefined;
    };
    mine.client.on('disconnected', gone);
    mine.client.start().then(() => {
      mine.open = true;
      // Left while it was being opened, when it cannot be stopped.
      if (bridge !== mine) end(mine.client);
      // Where it cannot be opened nothing is worse than without it: the first one goes on trying, and says what is wrong.
    }, gone);
  }

  client.on('ws_message', (data: unknown) => {
    if (asksToLeave(data)) open();
  });
  client.on('close', open);
  client.on('connected', leave);
  return {
    close() {
      closed = true;
      leave();
    },
  };
}

function asksToLeave(data: unknown): boolean {
  try {
    return (JSON.parse(String(data)) as { type?: unknown }).type === 'disconnect';
  } catch {
    return false;
  }
}
