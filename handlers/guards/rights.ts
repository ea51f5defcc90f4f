import type { Rights } from '../../workshop/crew';
import type { HandlerDeps } from '../deps';
import type { Message } from '../views/blocks';
import { plain } from '../views/refusals';

/** Longer than this nobody should wait in silence. */
const SILENCE_MS = 2_000;
const LOOKING_UP = plain('Slack lets me wait before it says who you are. I go on by myself as soon as it does.');

/**
 * What somebody may do: asked for every command, button and modal anew. Where Slack takes its time to say who they are,
 * `meanwhile` is told so.
 */
export async function rightsOf(
  { usher, clock }: Pick<HandlerDeps, 'usher' | 'clock'>,
  userId: string,
  meanwhile: (message: Message) => Promise<void>,
): Promise<Rights> {
  const known = new AbortController();
  const begun = clock.now().getTime();
  const tellIfSlow = async (): Promise<void> => {
    for (let left = SILENCE_MS; left > 0 && !known.signal.aborted; left = begun + SILENCE_MS - clock.now().getTime()) {
      await clock.sleep(left, known.signal);
    }
    // What comes in the end is told in any case.
    if (!known.signal.aborted) await meanwhile(LOOKING_UP).catch(() => undefined);
  };
  const told = tellIfSlow();
  try {
    return await usher.rights(userId);
  } finally {
    known.abort();
    await told;
  }
}
