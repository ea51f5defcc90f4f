import type { Method } from './method';

/** Calls a minute by tier. */
const A_MINUTE = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

/** Slack's rate limits per method: a minute's worth of calls each, and one message a second and channel with a short burst. */
export class RateLimits {
  readonly #calls = new Map<string, number[]>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Counts a call; returns the seconds to wait where it is one too many. */
  take(method: string, tier: Method['tier'], channel: string | undefined): number | undefined {
    const special = tier === 'special';
    const key = special ? `${method} ${channel ?? ''}` : method;
    const windowMs = special ? 5_000 : 60_000;
    const most = special ? 5 : A_MINUTE[tier];
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > this.now() - windowMs);
    this.#calls.set(key, recent);
    const first = recent[0];
    if (first !== undefined && recent.length >= most) {
      return Math.max(1, Math.ceil((first + windowMs - this.now()) / 1000));
    }
    recent.push(this.now());
    return undefined;
  }
}
