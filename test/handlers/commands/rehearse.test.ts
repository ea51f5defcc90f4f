/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

describe('/workshop rehearse', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
    await bench.say('ada', 'crew', '/workshop new nov 2 --room #workshop --until 8h');
    await bench.sees('ada', 'is made');
  });
  afterEach(() => bench.stop());

  it('asks with the price, deploys, plays, and ends with GO for whoever asked and two ways to go on', async () => {
    await bench.say('ada', 'crew', '/workshop rehearse --for 10s');
    const question = await bench.sees('ada', 'Rehearse nov?');
    expect(wordsOf(question)).toMatch(/2 seats/);
    expect(wordsOf(question)).toMatch(/deployed first, for real/);
    await bench.click('ada', question, 'Rehearse for about $');
    await bench.sees('mary', /\*nov\* is up: 2 seats ready/);
    await bench.sees('mary', 'Rehearsing nov');
    const end = await bench.sees('mary', 'GO');
    const said = wordsOf(await bench.sees('mary', /nothing would stop the day/));
    expect(said).toContain(`<@${bench.person('ada').id}>`);
    expect(said).toMatch(/2 of 2 participants got into everything/);
    expect(said).toMatch(/A wrong password is refused by Jupyter and Airflow/);
    expect(said).toMatch(/The doors are closed, and no time is set/);
    expect(said).toMatch(/All seats are free again/);
    expect(end).toBeDefined();
    await bench.click('ada', await bench.sees('ada', /nothing would stop the day/), 'Keep it up');
    await bench.sees('ada', 'stays up');
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('reads seats, time and name in any order, and refuses what is none of them', async () => {
    await bench.say('ada', 'crew', '/workshop rehearse nov 1 --for 90s');
    expect(wordsOf(await bench.sees('ada', 'Rehearse nov?'))).toMatch(/take 1 seat, .*stay 2 min/);
    await bench.say('ada', 'crew', '/workshop rehearse --for 3h');
    await bench.sees('ada', 'How long is');
    await bench.say('ada', 'crew', '/workshop rehearse 0');
    await bench.sees('ada', 'I need a number from 1 to 1000');
  });

  it('is for organisers', async () => {
    await bench.world.usher.addCrew(
      (await bench.world.store.workshops.list())[0]!,
      bench.person('ada').id,
      bench.person('mary').id,
      'helper',
    );
    await bench.say('mary', 'crew', '/workshop rehearse');
    await bench.sees('mary', 'rganiser');
  });
});
