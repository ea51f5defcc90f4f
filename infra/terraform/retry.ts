import type { StackEvent } from '../../workshop/ports/provisioner';
import type { Problem } from '../../workshop/problems';
import { isTransient } from './problems';
import type { Session } from './session';

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 120_000;

/** Milliseconds before retry `n` (0-based): doubling, and spread so that batches do not come back together. */
export const backoff = (n: number, random: () => number = Math.random): number =>
  Math.min(FIRST_WAIT_MS * 2 ** n, LONGEST_WAIT_MS) * (0.5 + random() / 2);

/** Says why Usher waits, and waits; ends early when the work is stopped. */
export async function* waitBeforeRetry(
  { clock, workspace }: Pick<Session, 'clock' | 'workspace'>,
  problems: readonly Problem[],
  n: number,
): AsyncGenerator<StackEvent, void> {
  const reason = problems.find(isTransient)?.kind === 'network' ? 'AWS cannot be reached' : 'AWS asks to slow down';
  const wait = backoff(n);
  yield { type: 'waiting', reason: `${reason}; trying again in ${Math.ceil(wait / 1000)} s` };
  await clock.sleep(wait, workspace.signal);
}
