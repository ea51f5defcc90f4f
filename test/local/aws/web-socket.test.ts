import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { createWebSockets } from '../../../local/aws/apps/web-socket';
import type { LoadBalancer } from '../../../local/aws/model/balancers';
import type { Task } from '../../../local/aws/model/world';
import { listen } from '../../../local/aws/proxy/listen';
import { heard } from '../../support/visit';
import { basic } from './scenario';

describe('a web socket through a load balancer with an idle timeout of a second', () => {
  const task = {
    containers: [],
    secrets: { USHER_USER: 'seat-001', USHER_PASSWORD: 'heron' },
    group: 'service:a',
  } as unknown as Task;
  const webSockets = createWebSockets();
  const server = createServer().on('upgrade', (request, socket, head) =>
    webSockets(task, { idleSeconds: 1 } as LoadBalancer, request, socket, head),
  );
  let url: string;
  beforeAll(async () => {
    url = `ws://127.0.0.1:${await listen(server, '127.0.0.1', 0)}/api/kernels/k/channels`;
  });
  afterAll(() => void server.close());

  it('lives while something is said, and ends a second after the last word', async () => {
    const socket = new WebSocket(url, { headers: basic('seat-001', 'heron') });
    await once(socket, 'open');
    for (const word of ['a', 'b', 'c']) {
      await new Promise((resolve) => setTimeout(resolve, 600));
      socket.send(word);
      expect(await heard(socket)).toBe(word);
    }
    const last = Date.now();
    await once(socket, 'close');
    expect(Date.now() - last).toBeGreaterThan(900);
  });
});
