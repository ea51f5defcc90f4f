import { expect, it } from '@jest/globals';
import { describeReal } from '../infra/terraform/real';
import { runFaults, seedOfRun } from './run';

const KILLS = Number(process.env['USHER_FAULT_KILLS'] ?? 10);

describeReal('with Terraform', () => {
  it('ends with every seat ready or gone, and nothing twice, however often the bot is killed', async () => {
    const seed = seedOfRun();
    process.stdout.write(`USHER_FAULT_SEED=${seed} (Terraform)\n`);
    const { kills, rounds } = await runFaults({ seed, kills: KILLS, terraform: true, seats: 2 });
    process.stdout.write(`${kills} kills in ${rounds} workshops\n`);
    expect(kills).toBe(KILLS);
  }, 7_200_000);
});
