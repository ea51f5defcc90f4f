import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** Listens on the port; where it is taken on the next free one above it. Resolves with the port. */
export async function listenNear(server: net.Server, host: string, port: number): Promise<number> {
  for (let at = port; ; at++) {
    try {
      return await listen(server, host, at);
    } catch (error) {
      if (port === 0 || at - port > 200 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

/** Listens on exactly this address, or rejects. */
export async function listen(server: net.Server, host: string, port: number): Promise<number> {
  server.listen({ host, port, exclusive: true });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server, '127.0.0.1', 0);
  server.close();
  await once(server, 'close');
  return port;
}
