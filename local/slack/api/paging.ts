import { SlackError } from '../errors';
import type { Arguments } from './method';

export interface Page<T> {
  readonly items: readonly T[];
  /** For the answer: `next_cursor` is empty on the last page. */
  readonly response_metadata: { readonly next_cursor: string };
}

/** One page of a list by `limit` and `cursor`, as Slack pages. */
export function page<T>(items: readonly T[], args: Arguments, usual = 100, most = 1000): Page<T> {
  const limit = Math.min(most, Math.max(1, Number(args.text('limit') ?? usual) || usual));
  const cursor = args.text('cursor');
  const start = cursor === undefined ? 0 : decode(cursor);
  const end = start + limit;
  const next = end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), response_metadata: { next_cursor: next } };
}

function decode(cursor: string): number {
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
  if (!match) throw new SlackError('invalid_cursor');
  return Number(match[1]);
}
