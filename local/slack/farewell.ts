import type { WebSocketServer } from 'ws';

const PATIENCE_MS = 500;

/** Closes every connection with a proper handshake, or without one where the other side does not take part. */
export async function closeSockets(server: WebSocketServer): Promise<void> {
  await Promise.all(
    [...server.clients].map(
      (client) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(() => client.terminate(), PATIENCE_MS);
          client.once('close', () => {
            clearTimeout(timer);
            resolve();
          });
          client.close(1001);
        }),
    ),
  );
  server.close();
}
