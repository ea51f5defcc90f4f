import type { Message } from '../views/blocks';
import type { Asked } from './command';

/** Longer than this nobody should wait in silence. */
const SILENCE_MS = 2_000;

/** The result of `work`; answers with `meanwhile` where it takes longer than two seconds. */
export async function whileAsking<T>(
  { deps, answer }: Pick<Asked, 'deps' | 'answer'>,
  meanwhile: Message,
  work: Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const silence = deps.clock.sleep(SILENCE_MS, done.signal).then(() => {
    if (!done.signal.aborted) return answer(meanwhile);
  });
  try {
    return await work;
  } finally {
    done.abort();
    await silence;
  }
}
