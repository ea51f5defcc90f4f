import type { HandlerDeps } from '../deps';
import type { Message } from '../views/blocks';
import { organisersOnly, plain } from '../views/refusals';

/** Longer than this nobody should wait in silence. */
const SILENCE_MS = 2_000;
const LOOKING_UP = plain('Slack lets me wait before it says who you are. I go on by myself as soon as it does.');

/**
 * The refusal for whoever is no organiser, or undefined: asked for every command, button and modal anew. Where Slack takes its
 * time to say, `meanwhile` is told so.
 */
export async function refuseStranger(
  { directory, clock }: Pick<HandlerDeps, 'directory' | 'clock'>,
  userId: string,
  botUserId: string | undefined,
  meanwhile?: (message: Message) => Promise<void>,
): Promise<Message | undefined> {
  const known = new AbortController();
  const begun = clock.now().getTime();
  const tellIfSlow = async (tell: (message: Message) => Promise<void>): Promise<void> => {
    for (let left = SILENCE_MS; left > 0 && !known.signal.aborted; left = begun + SILENCE_MS - clock.now().getTime()) {
      await clock.sleep(left, known.signal);
    }
    // What comes in the end is told in any case.
    if (!known.signal.aborted) await tell(LOOKING_UP).catch(() => undefined);
  };
  const told = meanwhile && tellIfSlow(meanwhile);
  try {
    return (await directory.isOrganiser(userId)) ? undefined : organisersOnly(botUserId);
  } finally {
    known.abort();
    await told;
  }
}
