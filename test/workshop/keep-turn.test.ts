import { describe, expect, it } from '@jest/globals';
import type { Operation } from '../../workshop/operation';
import type { Store } from '../../workshop/ports/store';
import { DEAF_MS, keepTurn } from '../../workshop/running/keep-turn';
import { TestClock } from '../handlers/progress/test-clock';

const step = { operationId: 'o1', stack: 'batch-001', attempt: 1 };
const pace = { pollMs: 1000, stepMs: 1000, registerTimeoutMs: 1, readyTimeoutMs: 1 };

/** A store that answers as told. */
function bench() {
  const clock = new TestClock();
  const answers = { ours: true, cancelled: false, away: false };
  const store = {
    operations: {
      updateStep: () => (answers.away ? Promise.reject(new Error('no connection')) : Promise.resolve(answers.ours)),
      get: () =>
        Promise.resolve({ state: 'running', cancelledBy: answers.cancelled ? 'U2' : undefined } as Partial<Operation>),
    },
  } as unknown as Store;
  let stopped: number | undefined;
  let finish = (): void => undefined;
  const leaving = new AbortController();
  const done = keepTurn({ store, clock, pace }, step, leaving.signal, (signal) => {
    signal.addEventListener('abort', () => {
      stopped = clock.elapsed();
      finish();
    });
    return new Promise((resolve) => (finish = resolve));
  });
  return { clock, answers, leaving, done, finish: () => finish(), stopped: () => stopped };
}

describe('a turn at a stack', () => {
  it('goes on while its process gives signs of life', async () => {
    const { clock, done, finish, stopped } = bench();
    await clock.advance(120_000);
    expect(stopped()).toBeUndefined();
    finish();
    await clock.runUntil(done);
  });

  it.each([
    ['another process has taken the step', (answers: { ours: boolean }) => (answers.ours = false)],
    ['its operation is cancelled', (answers: { cancelled: boolean }) => (answers.cancelled = true)],
  ])('is over when %s', async (_, happens) => {
    const { clock, answers, done, stopped } = bench();
    await clock.advance(5_000);
    happens(answers as never);
    await clock.advance(2_000);
    expect(stopped()).toBeDefined();
    await clock.runUntil(done);
  });

  it('outlasts a database that is away for a moment, and ends before another trusts that it is dead', async () => {
    const { clock, answers, done, stopped } = bench();
    await clock.advance(5_000);
    answers.away = true;
    await clock.advance(20_000);
    answers.away = false;
    await clock.advance(5_000);
    expect(stopped()).toBeUndefined();
    const since = clock.elapsed();
    answers.away = true;
    await clock.advance(60_000);
    expect((stopped() ?? Infinity) - since).toBeLessThanOrEqual(DEAF_MS + 2_000);
    await clock.runUntil(done);
  });
});
