import { expect, it } from '@jest/globals';
import { runFaults, seedOfRun } from './run';

const KILLS = 100;

it('ends with every seat ready or gone, and nothing twice, after 100 kills', async () => {
  const seed = seedOfRun();
  process.stdout.write(`USHER_FAULT_SEED=${seed} (embedded)\n`);
  const { kills, rounds } = await runFaults({ seed, kills: KILLS, terraform: false });
  process.stdout.write(`${kills} kills in ${rounds} workshops\n`);
  expect(kills).toBe(KILLS);
}, 7_200_000);
