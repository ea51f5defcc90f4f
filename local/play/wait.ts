import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;

/** Looks again and again until there is something or the time is up. */
export async function lookFor<T>(look: () => T | undefined, withinMs: number): Promise<T | undefined> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    const left = end - Date.now();
    if (left <= 0) return undefined;
    await sleep(Math.min(LOOK_EVERY_MS, left));
  }
}
