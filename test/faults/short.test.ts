import { expect, it } from '@jest/globals';
import { runFaults } from './run';

it('ends with every seat ready or gone, and nothing twice, however often the bot is killed', async () => {
  const { kills } = await runFaults({ seed: 1, kills: 10, terraform: false });
  expect(kills).toBe(10);
}, 900_000);
