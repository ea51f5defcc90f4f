/** @jest-environment ./test/support/pglite-environment.cjs */
import { describe, expect, it } from '@jest/globals';
import { openTestStore } from '../../support/store';
import { raiseStage } from './stage';

describe('a crowd', () => {
  it('of 100 people who write twice each at the same moment gets 80 seats, no seat twice, and everybody an answer', async () => {
    const stage = await raiseStage(await openTestStore(), { extraPeople: 100 });
    try {
      await stage.open(await stage.ready(80));
      const names = Array.from({ length: 100 }, (_, i) => `guest-${String(i + 1).padStart(3, '0')}`);
      await Promise.all(names.flatMap((name) => [stage.write(name, 'hi'), stage.write(name, 'hello?')]));
      const answers = await Promise.all(
        names.map((name) =>
          stage.slack
            .person(name)
            .waitFor(
              ({ text }) => text.includes('Password') || text.includes('password') || text.includes('is taken'),
              'an answer',
              60_000,
            ),
        ),
      );
      const seats = answers.flatMap(({ text }) => /Seat (\d+) of nov/.exec(text)?.[1] ?? []);
      expect(seats).toHaveLength(80);
      expect(new Set(seats).size).toBe(80);
      expect(answers.filter(({ text }) => text.includes('is taken'))).toHaveLength(20);
    } finally {
      await stage.stop();
    }
  });
});
