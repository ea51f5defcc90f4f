import type { Clock } from '../../../workshop/ports/clock';

/** Time that stands still until the test moves it; sleepers wake in order. */
export class TestClock implements Clock {
  private readonly start = Date.parse('2026-11-24T07:00:00Z');
  private time = this.start;
  private readonly sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();

  now(): Date {
    return new Date(this.time);
  }

  elapsed(): number {
    return this.time - this.start;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper = {
        at: this.time + ms,
        wake: () => {
          this.sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      signal?.addEventListener('abort', sleeper.wake);
      this.sleepers.add(sleeper);
    });
  }

  /** Moves time on by `ms`, waking who is due on the way and letting their work settle. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (let next = this.next(); next && next.at <= end; next = this.next()) {
      this.time = Math.max(this.time, next.at);
      next.wake();
      await settle();
    }
    this.time = end;
  }

  /** Moves time on, sleeper by sleeper, until the work is done. */
  async runUntil(work: Promise<unknown>): Promise<void> {
    let done = false;
    void work.finally(() => (done = true));
    await settle();
    for (let next = this.next(); !done; next = this.next()) {
      if (!next) throw new Error('nobody sleeps, and the work is not done');
      this.time = Math.max(this.time, next.at);
      next.wake();
      await settle();
    }
  }

  private next(): { readonly at: number; readonly wake: () => void } | undefined {
    return [...this.sleepers].sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets every promise that can go on go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
