import type { Clock } from '../../workshop/ports/clock';
import { isSlackAway, isTokenRefused, slackErrorOf } from '../slack-error';

/** How long an answer of Slack's is trusted, in milliseconds: people leave channels, but not every second. */
const TRUSTED_MS = 60_000;
/** How long somebody waits for Slack before what it said lately is taken. */
const PATIENCE_MS = 1_500;
/** How old a yes may be that stands while Slack lets wait or does not answer. */
const LATELY_MS = 15 * 60_000;

export type Remembered<T> = (key: string, mostAgeMs?: number) => Promise<T>;

/** Asks once per key and minute, however many ask at the same time; a failure is not remembered. */
export function remember<T>(clock: Clock, ask: (key: string) => Promise<T>): Remembered<T> {
  const known = new Map<string, { readonly asked: number; readonly answer: Promise<T> }>();
  return (key, mostAgeMs = TRUSTED_MS) => {
    const now = clock.now().getTime();
    const old = known.get(key);
    if (old && now - old.asked < mostAgeMs) return old.answer;
    const answer = ask(key);
    known.delete(key);
    known.set(key, { asked: now, answer });
    // Oldest first, so that who wrote once is not remembered for good.
    for (const [each, { asked }] of known) {
      if (now - asked < TRUSTED_MS) break;
      known.delete(each);
    }
    answer.catch(() => known.delete(key));
    return answer;
  };
}

/**
 * Asks; where Slack limits the question or is away, a yes of the last quarter of an hour stands. A no is never taken from
 * memory: nobody is told that they are a stranger because Slack was slow.
 */
export function rememberYes(clock: Clock): (key: string, ask: () => Promise<boolean>) => Promise<boolean> {
  const confirmed = new Map<string, number>();
  return async (key, ask) => {
    const lately = clock.now().getTime() - (confirmed.get(key) ?? -Infinity) < LATELY_MS;
    const asked = ask().then((answer) => {
      if (answer) confirmed.set(key, clock.now().getTime());
      else confirmed.delete(key);
      return answer;
    });
    if (!lately) return asked;
    const answered = new AbortController();
    const slow = clock.sleep(PATIENCE_MS, answered.signal).then(() => true);
    try {
      return await Promise.race([asked, slow]);
    } catch (error) {
      if (isSlackAway(error) || isTokenRefused(error) || slackErrorOf(error) === 'ratelimited') return true;
      throw error;
    } finally {
      answered.abort();
    }
  };
}
