/** @jest-environment ./test/support/pglite-environment.cjs */
import { describe, expect, it } from '@jest/globals';
import { openTestStore } from '../../support/store';
import { raiseStage } from './stage';

describe('a promise to somebody who waits', () => {
  it('is kept by the next process when the one that gave it is gone', async () => {
    const store = await openTestStore();
    const first = await raiseStage(store);
    const workshop = await first.ready(1);
    await first.write('grace', 'hi');
    const wait = await first.told('grace', 'is yours');
    await first.halt();
    await store.workshops.update(workshop.id, { openedAt: new Date() });
    const second = await raiseStage(store, { cloud: first.cloud, slack: first.slack });
    try {
      const card = await second.told('grace', 'Password', wait);
      expect(card.ts).not.toBe(wait.ts);
      await second.write('grace', 'thanks');
      await second.told('grace', 'You are welcome');
      expect(second.inDm('grace').filter(({ text }) => text.includes('password '))).toHaveLength(1);
    } finally {
      await second.stop();
      await first.slack.stop();
    }
  });
});
