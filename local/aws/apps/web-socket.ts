import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { LoadBalancer } from '../model/balancers';
import type { Task } from '../model/world';
import { answerOfKernel } from './jupyter';
import { environmentOf, isSignedIn, wordsOf } from './session';

/** Where Jupyter's page talks to a kernel. */
const KERNEL_CHANNELS = /^\/api\/kernels\/[\w-]+\/channels$/;
const LONGEST_MESSAGE = 1_000_000;

/** Takes over a connection that asks to become a web socket, in place of the app in its container. */
export type WebSockets = (
  task: Task,
  lb: LoadBalancer,
  request: IncomingMessage,
  socket: Duplex & { setTimeout?(ms: number, act: () => void): unknown },
  head: Buffer,
) => void;

/**
 * The stand-in for a kernel, to whoever is signed in: says who it is when asked as notebooks ask, and else says back what it hears. The load balancer ends it when nothing was said
 * for as long as its idle timeout, in real seconds, whatever the speed: clients keep their own time.
 */
export function createWebSockets(): WebSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  return (task, lb, request, socket, head) => {
    const { pathname } = new URL(request.url ?? '/', 'http://any');
    const isOpen = environmentOf(task)['USHER_OPEN_SOCKET'] === pathname;
    const words = wordsOf(task);
    if (!isOpen && !KERNEL_CHANNELS.test(pathname)) return refuse(socket, 404);
    if (!isOpen && (!words || !isSignedIn(request, task, words))) return refuse(socket, 403);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      socket.setTimeout?.(lb.idleSeconds * 1000, () => socket.destroy());
      webSocket.on('error', () => socket.destroy());
      webSocket.on('message', (data: Buffer, isBinary) => {
        const answer = isBinary ? undefined : answerOfKernel(data.toString());
        webSocket.send(answer ?? data, { binary: isBinary });
      });
    });
  };
}

/** Ends a connection that is not upgraded with a bare status. */
export function refuse(socket: Duplex, status: number, headers: Readonly<Record<string, string>> = {}): void {
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n`,
  );
}
