import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';

/**
 * Bolt's client waits 5 s or more without a socket whenever one closes: because Slack asks it to, as every few hours, or because
 * the line broke. Commands typed meanwhile are lost. A second socket is opened at that moment and stays until the first is back.
 * What comes by it is handled, and acknowledged on it, as if it had come by the first.
 */
export function bridgeGaps(client: SocketModeClient, options: () => SocketModeOptions): { close(): void } {
  let bridge: SocketModeClient | undefined;
  let closed = false;

  const leave = (): void => {
    // Its goodbye takes seconds, and nobody waits for it.
    bridge?.disconnect().catch(() => undefined);
    bridge = undefined;
  };

  const open = (): void => {
    if (bridge || closed) return;
    const opening = new SocketModeClient({ ...options(), autoReconnectEnabled: false });
    bridge = opening;
    opening.on('slack_event', (event: unknown) => client.emit('slack_event', event));
    const gone = (): void => {
      if (bridge === opening) bridge = undefined;
    };
    opening.on('disconnected', gone);
    // Where it cannot be opened nothing is worse than without it: the first one goes on trying, and says what is wrong.
    opening.start().then(() => {
      // Left while it was being opened: then it opened all the same.
      if (bridge !== opening) return opening.disconnect();
    }, gone);
  };

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
