/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buttonOf, startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

describe.each(['socket', 'http'] as const)('an organiser’s day over %s', (mode) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore(), { mode });
  });
  afterEach(() => bench.stop());

  const deploy = async () => {
    await bench.say('ada', 'crew', '/workshop new nov 12 --room #workshop --until 8h');
    await bench.click('ada', await bench.sees('ada', 'is made'), 'Deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Deploy for');
    await bench.world.until('operation-ended');
  };

  it('makes, plans and deploys a workshop, naming the price before anything costs', async () => {
    await bench.say('ada', 'crew', '/workshop new nov 12');
    await bench.sees('ada', /is made: 12 seats with Jupyter and Airflow in us-east-1, \$2\.40 an hour/);
    await bench.say('ada', 'crew', '/workshop plan');
    const plan = await bench.sees('ada', '4 stacks: network, database and 2 batches');
    expect(wordsOf(plan)).toContain('Quotas and limits: 1 is large enough.');
    expect(bench.world.events.filter((event) => event.type === 'operation-started')).toEqual([]);

    await bench.say('ada', 'crew', '/workshop deploy');
    const question = await bench.sees('ada', 'Deploy nov?');
    expect(question.ephemeral).toBe(true);
    expect(buttonOf(question, 'Deploy for $2.40 an hour')).toBeDefined();
    await bench.click('ada', question, 'Deploy for');
    await bench.sees('ada', /Deploying \*nov\*\. One message in/);
    await bench.world.until('operation-ended', (event) => event.state === 'succeeded');
    await bench.sees('mary', /12 of 12/);

    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.sees('ada', 'all 12 seats are ready. Nothing to do.');
    expect(bench.logged.filter((line) => !line.startsWith('info'))).toEqual([]);
  });

  it('does nothing on Not now, and takes the buttons away', async () => {
    await bench.say('ada', 'crew', '/workshop new nov 2');
    await bench.click('ada', await bench.sees('ada', 'is made'), 'Deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Not now');
    const answer = await bench.sees('ada', 'Nothing was done');
    expect(() => buttonOf(answer, 'Deploy')).toThrow('no button');
    expect(bench.world.cloud.applied).toEqual([]);
  });

  it('opens, also incomplete, and invites the room once', async () => {
    await bench.say('ada', 'crew', '/workshop new nov 12');
    await bench.sees('ada', 'is made');
    await bench.say('ada', 'crew', '/workshop open');
    await bench.sees('ada', 'Which channel are the participants in?');
    await bench.say('ada', 'crew', '/workshop open --room #workshop');
    await bench.sees('ada', 'has no seat that is ready');
    bench.world.cloud.broken.set(7, 'out of memory');
    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Deploy for');
    await bench.world.until('operation-ended');
    await bench.say('ada', 'crew', '/workshop open --room #workshop');
    await bench.sees('ada', /is open for .* 11 of 12 seats are ready; whoever sits at the other one/);
    const invitation = await bench.sees('grace', 'Get my seat');
    expect(invitation.ephemeral).toBe(false);
    await bench.say('ada', 'crew', '/workshop open #workshop');
    await bench.sees('ada', /is open for <#\w+> since/);
  });

  it('shows who sits where, what is wrong, and mends it with a button', async () => {
    await deploy();
    const grace = bench.person('grace');
    await bench.say('ada', 'crew', '/workshop open');
    await bench.sees('ada', 'is open for');
    const nov = (await bench.world.usher.list())[0]?.workshop;
    await bench.world.usher.claim(grace.id, nov?.id);
    await bench.say('ada', 'crew', '/workshop status');
    await bench.sees('ada', `1 of 12 seats taken: 1 <@${grace.id}>`);
    await bench.say('ada', 'crew', '/workshop who @grace');
    await bench.sees('ada', `🟩 Seat *1* of nov · <@${grace.id}> · ready`);
    await bench.say('ada', 'crew', '/workshop status 13');
    await bench.sees('ada', 'there is no seat 13');

    bench.world.cloud.broken.set(1, 'out of memory');
    bench.world.cloud.broken.set(5, 'out of memory');
    await bench.say('ada', 'crew', '/workshop health');
    const report = await bench.sees('mary', '*10 of 12 fine*');
    expect(wordsOf(report)).toContain(`❌ *1* <@${grace.id}>: Jupyter runs and fails its health check: out of memory`);
    expect(wordsOf(report)).toContain('❌ *5* empty');
    await bench.say('ada', 'crew', '/workshop health 2');
    await bench.sees('mary', '*Seat 2 of nov is fine*');
    await bench.click('ada', report, 'Restart');
    await bench.sees('mary', 'Seat 1 answers again');
    await bench.sees('grace', `is restarting Jupyter and Airflow on your seat 1`);
    expect(bench.world.cloud.restarted).toEqual(['1 jupyter', '1 airflow']);

    bench.world.cloud.broken.set(6, 'out of memory');
    await bench.say('ada', 'crew', '/workshop health');
    const again = await bench
      .person('mary')
      .waitFor((message) => message.ts > report.ts && wordsOf(message).includes('*10 of 12 fine*'), 'a second report');
    await bench.click('ada', again, 'Mend all');
    const mended = await bench.sees('mary', 'Seats 5-6 answer again');
    expect(mended.ts).toBe(again.ts);
    expect(wordsOf(mended)).toContain('*12 of 12 fine*');
  });

  it('asks before a restart that somebody would notice, and not otherwise', async () => {
    await deploy();
    await bench.say('ada', 'crew', '/workshop restart 12 jupyter');
    await bench.sees('ada', 'Restarting Jupyter at seat 12 of *nov*');
    expect(bench.world.cloud.restarted).toEqual(['12 jupyter']);

    await bench.say('ada', 'crew', '/workshop restart 3-5');
    const question = await bench.sees('ada', 'Restart Jupyter and Airflow at 3 seats (3-5) of nov?');
    expect(wordsOf(question)).toContain('unsaved cells and variables are lost');
    await bench.click('ada', question, 'Restart');
    await bench.sees('ada', 'Restarting Jupyter and Airflow at 3 seats (3-5)');
    await bench.world.until('app-restarted', (event) => event.no === 5);

    await bench.say('ada', 'crew', '/workshop restart 14');
    await bench.sees('ada', 'there is no seat 14');
    await bench.say('ada', 'crew', '/workshop restart 7 jupiter');
    await bench.sees('ada', 'Did you mean `jupyter`?');
    await bench.say('ada', 'crew', '/workshop restart @grace');
    await bench.sees('ada', 'has no seat in *nov*');
    await bench.say('ada', 'crew', '/workshop restart failing');
    await bench.sees('ada', 'nothing to restart');
  });

  it('destroys only what is named, letter for letter, and knows it is gone', async () => {
    await deploy();
    await bench.say('ada', 'crew', '/workshop destroy');
    const view = await openView(bench);
    await bench.person('ada').act({ type: 'submit', viewId: view, values: { name: { value: { value: 'oct' } } } });
    expect(bench.person('ada').state().view?.errors).toEqual({
      name: 'That is not its name. Type nov to destroy it, or choose Keep.',
    });
    expect(bench.world.cloud.destroyed).toEqual([]);
    await bench.person('ada').act({ type: 'submit', viewId: view, values: { name: { value: { value: ' Nov ' } } } });
    await bench.sees('ada', 'Destroying *nov*');
    await bench.world.until('workshop-destroyed');
    await bench.say('ada', 'crew', '/workshop destroy nov');
    await bench.sees('ada', '*nov* is gone since');
    await bench.say('ada', 'crew', '/workshop list --past');
    await bench.sees('ada', /\*nov\* · destroyed · 12 seats · cost about/);
  });
});

async function openView(bench: Bench): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { view } = bench.person('ada').state();
    if (view) return view.id;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('no window opened');
}
