import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';

/**
 * Slack asks every socket to leave every few hours, and this client closes it first, then waits 5 s or more before it opens
 * another: commands typed meanwhile are lost. A second socket is opened at that moment and stays until the first is back. What
 * comes by it is handled, and acknowledged on it, as if it had come by the first.
 */
export function bridgeRefreshes(client: SocketModeClient, options: () => SocketModeOptions): { close(): void } {
  let bridge: SocketModeClient | undefined;

  const close = (): void => {
    // Its goodbye takes seconds, and nobody waits for it.
    bridge?.disconnect().catch(() => undefined);
    bridge = undefined;
  };

  client.on('ws_message', (data: unknown) => {
    if (bridge || !asksToLeave(data)) return;
    const opening = new SocketModeClient({ ...options(), autoReconnectEnabled: false });
    bridge = opening;
    opening.on('slack_event', (event: unknown) => client.emit('slack_event', event));
    // Where it cannot be opened, or breaks, nothing is worse than without it; the first one says what is wrong.
    opening.start().catch(() => undefined);
  });
  client.on('connected', close);
  return { close };
}

function asksToLeave(data: unknown): boolean {
  try {
    const { type, reason } = JSON.parse(String(data)) as { type?: unknown; reason?: unknown };
    return type === 'disconnect' && (reason === 'refresh_requested' || reason === 'warning');
  } catch {
    return false;
  }
}
