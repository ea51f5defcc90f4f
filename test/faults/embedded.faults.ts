import { expect, it } from '@jest/globals';
import { runFaults, seedOfRun } from './run';

const KILLS = Number(process.env['USHER_FAULT_KILLS'] ?? 100);

it('ends with every seat ready or gone, and nothing twice, however often the bot is killed', async () => {
  const seed = seedOfRun();
  process.stdout.write(`USHER_FAULT_SEED=${seed} (embedded)\n`);
  const { kills, rounds } = await runFaults({ seed, kills: KILLS, terraform: false });
  process.stdout.write(`${kills} kills in ${rounds} workshops\n`);
  expect(kills).toBe(KILLS);
}, 7_200_000);
