import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { cookieOf, json, type Exchange } from './exchange';
import { isSignedIn } from './session';

/** Cookie, and field of every form, by which Jupyter tells its own pages from others'. */
export const XSRF = '_xsrf';

/** The one that the browser has, or a new one to give it. */
export const xsrfOf = (request: IncomingMessage): string =>
  cookieOf(request, XSRF) ?? `2|${randomBytes(16).toString('hex')}`;

/** Whether a request that changes something comes from a page of this app. */
export function isOwnPage(request: IncomingMessage, field?: string | null): boolean {
  const known = cookieOf(request, XSRF);
  return known !== undefined && (field ?? request.headers['x-xsrftoken']) === known;
}

const KERNELS = '/api/kernels';

/** Jupyter's API, as far as a page that has just been opened asks it; false where the request is for something else. */
export function answerAsJupyter(exchange: Exchange): boolean {
  const { task, request, path, words } = exchange;
  if (!path.startsWith('/api/')) return false;
  const forbidden = (message = 'Forbidden'): true => {
    json(exchange, 403, { message, reason: null });
    return true;
  };
  if (!words || !isSignedIn(request, task, words)) return forbidden();
  const method = request.method ?? 'GET';
  if (method !== 'GET' && !isOwnPage(request)) return forbidden("'_xsrf' argument missing from POST");
  const kernel = new RegExp(`^${KERNELS}/[\\w-]+$`).test(path);
  if (method === 'GET' && path === '/api/status')
    json(exchange, 200, { started: new Date().toISOString(), kernels: 0 });
  else if (method === 'GET' && path === '/api/contents') json(exchange, 200, { name: '', path: '', type: 'directory' });
  else if (method === 'POST' && path === KERNELS) json(exchange, 201, { id: randomUUID(), name: 'python3' });
  else if (method === 'DELETE' && kernel) json(exchange, 204);
  else json(exchange, 404, { message: 'Not Found', reason: null });
  return true;
}

/** What a kernel answers to a client that asks who it is; undefined to everything else. */
export function answerOfKernel(said: string): string | undefined {
  try {
    const asked = JSON.parse(said) as { channel?: string; header?: { msg_type?: string } };
    if (asked.header?.msg_type !== 'kernel_info_request') return undefined;
    return JSON.stringify({
      channel: asked.channel,
      header: { msg_id: randomUUID(), msg_type: 'kernel_info_reply', version: '5.3' },
      parent_header: asked.header,
      metadata: {},
      content: { status: 'ok', protocol_version: '5.3', implementation: 'stand-in', language_info: { name: 'python' } },
    });
  } catch {
    return undefined;
  }
}
