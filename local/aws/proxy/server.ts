import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Handlers } from '../services/handler';
import type { CallLog } from './call-log';
import { isReadable, nameOf, readCall, type Call } from './call';
import type { CallFaults } from './faults';
import type { Forwarder } from './forward';
import { gapOf } from './gaps';
import { whyTooLate } from './presigned';
import { isRefusal, refuse, type Refusal, type Reply } from './reply';

/** What the proxy stands between. */
export interface ProxyOptions {
  readonly region: string;
  /** Undefined where there is no moto: what no handler answers is refused. */
  readonly forwarder: Forwarder | undefined;
  readonly handlers: Handlers;
  readonly faults: CallFaults;
  readonly calls: CallLog;
  /** Answers what lies under `/_local`. */
  control(request: IncomingMessage, response: ServerResponse, body: Buffer): void | Promise<void>;
  /** A call that may have changed something has passed. */
  passed(call: Call, method: string): void;
  report(error: unknown): void;
}

/** The one door of the local AWS. Loopback names only, so that no web page can talk its way in by DNS. */
export function createProxy(options: ProxyOptions): http.Server {
  const server = http.createServer((request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      options.report(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('the local AWS failed; see its log\n');
    });
  });
  /** Terraform keeps connections for a minute and a half and takes a closed one for an error. */
  server.keepAliveTimeout = 120_000;
  return server;
}

/** Whether a Host header names this machine: localhost and names under it, 127.x.y.z, [::1], with or without a port. */
export const isLoopback = (host: string | undefined): boolean =>
  /^(localhost|[\w.-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host ?? '');

async function handle(options: ProxyOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET';
  if (!isLoopback(request.headers.host)) {
    response.writeHead(403, { 'content-type': 'text/plain' }).end('loopback names only\n');
    return;
  }
  if (/^\/_local(\/|$|\?)/.test(request.url ?? '')) {
    await options.control(request, response, await readBody(request));
    return;
  }
  if (!isReadable(request)) {
    const call = readCall(request, undefined, options.region);
    const refusal = enter(options, call, request);
    if (refusal) {
      request.resume();
      write(response, refuse(call, refusal));
    } else if (options.forwarder) {
      const gap = gapOf(call.service, method, (request.url ?? '').replace(/\?.*$/, ''));
      if (gap) {
        const body = Buffer.from(gap.mend((await readBody(request)).toString('utf8')));
        const { url: path = '/', headers } = request;
        write(response, await options.forwarder.send({ method, path, headers, body }));
        options.passed(call, method);
        return;
      }
      options.forwarder.pipe(request, response);
      response.on('finish', () => options.passed(call, method));
    } else {
      request.resume();
      const own = (await options.handlers[nameOf(call, method)]?.answer?.(call)) ?? absent(call, method);
      write(response, isRefusal(own) ? refuse(call, own) : own);
    }
    return;
  }
  const body = await readBody(request);
  const call = readCall(request, body, options.region);
  const refusal = enter(options, call, request);
  const reply = refusal ? refuse(call, refusal) : await answer(options, request, call, body);
  write(response, reply);
}

function enter(
  options: ProxyOptions,
  call: Call,
  { method = 'GET', url = '/', headers }: IncomingMessage,
): Refusal | undefined {
  options.calls.record(nameOf(call, method), headers['user-agent']);
  return whyTooLate(url, new Date()) ?? options.faults.next(call, method);
}

async function answer(options: ProxyOptions, request: IncomingMessage, call: Call, body: Buffer): Promise<Reply> {
  const handler = options.handlers[nameOf(call)];
  const refusal = await handler?.check?.(call);
  if (refusal) return refuse(call, refusal);
  if (handler?.answer) {
    const own = await handler.answer(call);
    return isRefusal(own) ? refuse(call, own) : own;
  }
  if (!options.forwarder) return refuse(call, absent(call, 'POST'));
  const { method = 'POST', url: path = '/', headers } = request;
  const asked = handler?.before?.(call, body) ?? body;
  const reply = await options.forwarder.send({ method, path, headers, body: asked });
  if (reply.status >= 300) return reply;
  options.passed(call, method);
  return (await handler?.after?.(call, reply)) ?? reply;
}

const absent = (call: Call, method: string): Refusal => ({
  code: 'NotImplemented',
  message: `${nameOf(call, method)} needs moto, which this machine lacks`,
  status: 501,
});

function write(response: ServerResponse, reply: Reply): void {
  const headers = Object.fromEntries(Object.entries(reply.headers).filter(([, value]) => value !== undefined));
  response.writeHead(reply.status, { ...(headers as http.OutgoingHttpHeaders), 'content-length': reply.body.length });
  response.end(reply.body);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
