import { describe, expect, it } from '@jest/globals';
import { createPacer } from '../../../handlers/progress/pacer';
import { TestClock } from './test-clock';

const never = new AbortController().signal;

describe('the pacer', () => {
  it('lets a burst through and then only as many a minute as it was told', async () => {
    const clock = new TestClock();
    const pacer = createPacer(clock, 20, 3);
    const times: number[] = [];
    const asked = Array.from({ length: 23 }, async () => {
      await pacer.take(never);
      times.push(clock.elapsed());
    });
    await clock.runUntil(Promise.all(asked));
    expect(times.slice(0, 4)).toEqual([0, 0, 0, 3000]);
    expect(times.at(-1)).toBe(60_000);
  });

  it('holds everybody back after a rate limit', async () => {
    const clock = new TestClock();
    const pacer = createPacer(clock, 20, 3);
    pacer.pause(30_000);
    await clock.runUntil(pacer.take(never));
    expect(clock.elapsed()).toBe(30_000);
  });

  it('lets nobody through once it is stopped', async () => {
    const stopped = new AbortController();
    stopped.abort();
    await expect(createPacer(new TestClock(), 20, 3).take(stopped.signal)).resolves.toBe(false);
  });
});
