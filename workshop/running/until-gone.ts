import type { Context } from '../context';

const MOST_LOOKS = 6;

/** What AWS still lists of something that went; asked again for a while, since its lists lag behind its deletions. */
export async function untilGone(
  { clock, pace, signal }: Pick<Context, 'clock' | 'pace' | 'signal'>,
  ask: () => Promise<string[]>,
): Promise<string[]> {
  for (let look = 1; ; look += 1) {
    const leftovers = await ask();
    if (leftovers.length === 0 || look === MOST_LOOKS) return leftovers;
    await clock.sleep(pace.pollMs, signal);
  }
}
