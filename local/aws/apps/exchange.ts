import type { IncomingMessage, ServerResponse } from 'node:http';
import type { News } from '../lifecycle/logs';
import type { Task } from '../model/world';
import type { Words } from './session';

/** A request that reached a task, with what it takes to answer it in place of the app. */
export interface Exchange {
  readonly task: Task;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  /** Undefined where the task was given none. */
  readonly words: Words | undefined;
  /** Writes into the app's log. */
  note(news: News): void;
}

const LONGEST_BODY = 100_000;

export async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > LONGEST_BODY) throw new Error('body too long');
  }
  return body;
}

export const readForm = async (request: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams(await readBody(request));

/** Answers with JSON, and says so in the app's log. */
export function json({ request, response, path, note }: Exchange, status: number, value?: unknown): void {
  note({ kind: 'request', method: request.method ?? 'GET', path, status });
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(value === undefined ? undefined : JSON.stringify(value));
}

/** Value of a cookie that the request carries. */
export const cookieOf = (request: IncomingMessage, name: string): string | undefined =>
  (request.headers.cookie ?? '')
    .split(/;\s*/)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);
