import { expect, it } from '@jest/globals';
import { describeReal } from '../infra/terraform/real';
import { runFaults, seedOfRun } from './run';

const KILLS = 10;

describeReal('with Terraform', () => {
  it('ends with every seat ready or gone, and nothing twice, after 10 kills', async () => {
    const seed = seedOfRun();
    process.stdout.write(`USHER_FAULT_SEED=${seed} (Terraform)\n`);
    const { kills, rounds } = await runFaults({ seed, kills: KILLS, terraform: true, seats: 2 });
    process.stdout.write(`${kills} kills in ${rounds} workshops\n`);
    expect(kills).toBe(KILLS);
  }, 7_200_000);
});
