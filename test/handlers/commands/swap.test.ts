/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

describe('/workshop swap', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
    await bench.say('ada', 'crew', '/workshop new nov 2 --spares 1 --room #workshop --until 8h');
    await bench.sees('ada', 'is made');
    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Deploy for');
    await bench.sees('ada', /is up: 3 seats ready/);
    await bench.say('ada', 'crew', '/workshop open');
    await bench.sees('ada', 'is open for');
    await bench.world.usher.claim(bench.person('grace').id);
  });
  afterEach(() => bench.stop());

  it('asks with what becomes of the files, moves the seat, and tells whoever sits there', async () => {
    await bench.say('ada', 'crew', '/workshop swap @grace');
    const question = await bench.sees('ada', 'Swap seat 1 of nov to the machine of spare 3?');
    expect(wordsOf(question)).toMatch(/Its machine answers: what is saved in .* comes along/);
    expect(wordsOf(question)).toContain(`<@${bench.person('grace').id}> sits there and is told`);
    await bench.click('ada', question, 'Swap');
    await bench.sees('mary', 'Swapped to a spare: seat 1 · nov');
    const end = wordsOf(await bench.sees('mary', /answers from another machine/));
    expect(end).toContain(`<@${bench.person('ada').id}>`);
    expect(end).toMatch(/3 files carried over\..* is told\. Spare 3 is ready again/);
    const news = wordsOf(await bench.sees('grace', /Your seat 1 has moved to another machine/));
    expect(news).toMatch(/Address, user and password are the same/);
    expect(news).toMatch(/Your files in .*work.* came along/);
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('says before that a silent machine loses its files, and afterwards that it did', async () => {
    const silent = { kind: 'timeout', summary: 'Its instance does not answer.', next: 'Try again.' } as const;
    bench.world.cloud.away.set(1, silent);
    bench.world.cloud.silent.set(1, 1);
    bench.world.cloud.renumbering = (what) => {
      if (what === 'move') bench.world.cloud.silent.delete(1);
      return Promise.resolve();
    };
    await bench.say('ada', 'crew', '/workshop swap 1');
    const question = await bench.sees('ada', 'Swap seat 1 of nov');
    expect(wordsOf(question)).toMatch(/does not answer: \*what is saved there is lost\*/);
    await bench.click('ada', question, 'Swap');
    await bench.sees('grace', /Your files did not come along/);
    expect(wordsOf(await bench.sees('ada', /answers from another machine/))).toMatch(/The files do not come along/);
  });

  it('is one tap in the health report where the machine itself is sick, and for helpers', async () => {
    const nov = (await bench.world.store.workshops.list())[0]!;
    await bench.world.usher.addCrew(nov, bench.person('ada').id, bench.person('mary').id, 'helper');
    bench.world.cloud.silent.set(1, 1);
    bench.world.cloud.renumbering = (what) => {
      if (what === 'move') bench.world.cloud.silent.delete(1);
      return Promise.resolve();
    };
    await bench.say('mary', 'crew', '/workshop health');
    const report = await bench.sees('mary', '2 of 3 fine');
    await bench.click('mary', report, 'Swap to a spare');
    await bench.sees('mary', /Seat 1 of \*?nov\*? moves to the machine of spare 3/);
    await bench.sees('mary', /answers from another machine/);
  });

  it('is one tap in a request for help, and who taps has it; the second is told that it is being done', async () => {
    let go = (): void => undefined;
    bench.world.cloud.answering = () => new Promise((resolve) => (go = resolve));
    await bench.say('ada', 'crew', '/workshop stuck 1 the screen is black');
    const request = await bench.sees('ada', 'Seat 1 of nov is stuck');
    await bench.click('ada', request, 'Swap to a spare');
    await bench.sees('ada', 'moves to the machine of spare 3');
    await bench.say('mary', 'crew', '/workshop swap 1');
    await bench.sees('mary', /spare|swap|organiser/);
    bench.world.cloud.answering = () => Promise.resolve();
    go();
    await bench.sees('ada', /answers from another machine/);
    expect(bench.world.cloud.moved).toHaveLength(1);
    expect(
      (await bench.world.usher.helping.overview((await bench.world.store.workshops.list())[0]!.id)).standing,
    ).toMatchObject([{ request: { takenBy: bench.person('ada').id } }]);
  });

  it('says what else helps where there is no spare, and takes one seat at a time', async () => {
    await bench.say('ada', 'crew', '/workshop swap 3');
    await bench.sees('ada', 'is a spare itself');
    await bench.say('ada', 'crew', '/workshop swap all');
    await bench.sees('ada', 'one seat at a time');
    const nov = (await bench.world.store.workshops.list())[0]!;
    await bench.world.store.seats.setStates(nov.id, [{ no: 3, state: 'failing', detail: 'x' }]);
    await bench.say('ada', 'crew', '/workshop swap 1');
    await bench.sees('ada', /No spare of \*?nov\*? is ready.*\/workshop restart 1 nov/);
  });
});
