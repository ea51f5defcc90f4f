import type { Operation } from '../../workshop/operation';
import type { HandlerDeps } from '../deps';
import type { Outbox } from './outbox';

/**
 * Says something of an operation that was not said before, and notes it afterwards: where this process dies in between, the next
 * one says it again, since what is never said is worse. What Slack refuses is noted too, or it would be tried for ever.
 */
export async function sayOnce(
  { usher }: Pick<HandlerDeps, 'usher'>,
  outbox: Pick<Outbox, 'isStopped'>,
  { id, told }: Pick<Operation, 'id' | 'told'>,
  whats: readonly string[],
  say: () => Promise<unknown>,
): Promise<void> {
  const fresh = whats.filter((what) => !told.includes(what));
  if (fresh.length === 0) return;
  const said = await say();
  if (said === undefined && outbox.isStopped()) return;
  for (const what of fresh) await usher.tellOnce(id, what);
}
