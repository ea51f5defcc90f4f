/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../support/bolt';
import { openTestStore, workerPGlite } from '../support/store';

const HOUR_MS = 3_600_000;

describe('the receipt', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  const past = async () => (await bench.world.store.workshops.list({ past: true }))[0]!;
  const endedAgo = async (hours: number) =>
    bench.world.store.workshops.update((await past()).id, { destroyedAt: new Date(Date.now() - hours * HOUR_MS) });
  const destroyed = async () => {
    await bench.say('ada', 'crew', '/workshop new nov 3 --room #workshop');
    await bench.sees('ada', '*nov* is made');
    const { usher, until, store } = bench.world;
    const workshop = (await store.workshops.list())[0]!;
    await usher.addCrew(workshop, bench.person('ada').id, bench.person('alan').id, 'organiser');
    await usher.deploy(workshop, bench.person('ada').id);
    await until('operation-ended', ({ kind }) => kind === 'deploy');
    await usher.claim(bench.person('grace').id, workshop.id);
    await usher.arrived(bench.person('grace').id);
    await usher.assign(workshop, bench.person('ada').id, { no: 2, name: 'Ann Smith' });
    // As if it had stood for two hours, at $0.60 each.
    const began = new Date(Date.now() - 2 * HOUR_MS).toISOString();
    await workerPGlite().query('update steps set started_at = $1', [began]);
    const now = (await usher.get(workshop.id))!;
    await usher.destroy(now, bench.person('ada').id);
    return bench.sees('mary', 'Receipt of nov');
  };
  const inCrew = (what: RegExp) =>
    bench
      .person('mary')
      .state()
      .messages.filter((message) => what.test(wordsOf(message)));

  it('comes into the crew channel after a destroy, with charts and without names, and as a PDF to who destroyed it', async () => {
    const message = await destroyed();
    const words = wordsOf(message);
    expect(words).toMatch(/3 seats · .* until .*: /);
    expect(words).toMatch(/About \*\$1\.20\*, \$0\.60 for each of 2 participants/);
    expect(words).toMatch(/```instances ▓{20} \$0\.90\\nstorage +▓{6}░{14} \$0\.30```/);
    expect(words).toMatch(/seats ready +▓{20} 3 of 3/);
    expect(words).toMatch(/people came +▓{6}░{14} 1/);
    expect(words).toMatch(/card of paper/);
    expect(words).toContain('No seat broke.');
    expect(words).toMatch(/All 4 stacks|All 3 stacks/);
    expect(words).toContain('AWS listed nothing that carries its tag');
    for (const name of ['Ann', 'grace', bench.person('grace').id]) expect(words).not.toContain(name);
    const file = await bench.sees('ada', 'The receipt of *nov*, to pass on');
    expect(JSON.stringify(file)).toMatch(/receipt-nov-\d{4}-\d\d-\d\d\.pdf/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(inCrew(/Receipt of nov/)).toHaveLength(1);
  });

  it('is shown again by its command, and says why there is none', async () => {
    await bench.say('ada', 'crew', '/workshop receipt');
    await bench.sees('ada', 'No workshop is over yet');
    await bench.say('ada', 'crew', '/workshop new dec 2');
    await bench.sees('ada', 'dec* is made');
    await bench.say('ada', 'crew', '/workshop receipt dec');
    await bench.sees('ada', '*dec* was never deployed');
    await destroyed();
    await bench.say('ada', 'crew', '/workshop receipt');
    const again = await bench.sees('ada', 'As a PDF');
    await bench.click('ada', again, 'As a PDF');
    await bench.sees('ada', 'The file is in our direct messages.');
    await bench.say('mary', 'crew', '/workshop receipt nov');
    await bench.sees('mary', '`/workshop` is for organisers');
  });

  it('stays open, with the record, to who organised that workshop alone', async () => {
    await destroyed();
    await bench.say('alan', 'workshop', '/workshop receipt nov');
    await bench.click('alan', await bench.sees('alan', 'As a PDF'), 'As a PDF');
    await bench.sees('alan', 'The file is in our direct messages.');
    await bench.say('alan', 'workshop', '/workshop audit nov');
    await bench.sees('alan', /made .* organiser of it/);
    await bench.say('alan', 'workshop', '/workshop new jan 3');
    await bench.sees('alan', 'That is for organisers of every workshop');
  });

  it('gets AWS’s own figure the next day, in its thread and in itself, and asks once more', async () => {
    await destroyed();
    bench.world.cloud.billed = {
      total: 170.12,
      services: [{ name: 'Amazon Elastic Compute Cloud - Compute', amount: 170.12 }],
    };
    await endedAgo(25);
    const line = await bench.sees('mary', /AWS’s own bill of \*nov\* is \*\$170\* so far/);
    expect(line.threadTs).toBeDefined();
    await bench.sees('mary', /Receipt of nov.*AWS’s own bill: \*\$170\*, \$85\.06 a participant/s);
    bench.world.cloud.billed = {
      total: 170.9,
      services: [{ name: 'Amazon Elastic Compute Cloud - Compute', amount: 170.9 }],
    };
    await endedAgo(49);
    await bench.sees('mary', /AWS’s own bill: \*\$171\*/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(inCrew(/own bill of \*nov\*/)).toHaveLength(1);
    expect((await bench.world.usher.receipts.of(await past()))?.told).toEqual(['real:1', 'real:2']);
  });

  it('says once how to mend it where AWS does not tell', async () => {
    await destroyed();
    bench.world.cloud.billed = 'inactive';
    await endedAgo(25);
    await bench.sees('mary', /does not break its bill down by the tag `usher:run`.*I ask once more tomorrow/);
    await endedAgo(49);
    for (let tries = 0; tries < 200; tries += 1) {
      if ((await bench.world.usher.receipts.of(await past()))?.told.includes('real:2')) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await bench.sees('mary', 'AWS’s own bill could not be had.');
    expect(inCrew(/break its bill down/)).toHaveLength(1);
  });
});
