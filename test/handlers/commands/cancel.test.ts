/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

describe('cancelling', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  const inTheMiddle = async () => {
    bench.world.cloud.hang = (stack) => stack === 'batch-002';
    await bench.say('ada', 'crew', '/workshop new nov 12 --room #workshop');
    await bench.click('ada', await bench.sees('ada', 'is made'), 'Deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Deploy for');
    await bench.world.until('seat-changed', (event) => event.no === 11 && event.state === 'creating');
    for (let seat = 1; seat <= 10; seat += 1) {
      await bench.world.until('seat-changed', ({ no, state }) => no === seat && state === 'ready');
    }
    for (const up of ['database', 'batch-001']) await bench.world.until('step-ended', ({ stack }) => stack === up);
    return bench.sees('ada', /Deploying nov\*.*Cancel/);
  };

  it('is a tap on the message of a deploy, which then says who stopped it, what exists and how to go on', async () => {
    const message = await inTheMiddle();
    await bench.click('ada', message, 'Cancel');
    await bench.sees('ada', /Stopping the deploy of \*nov\*/);
    const end = await bench.sees('ada', 'Deploying cancelled: nov, stopped by');
    expect(wordsOf(end)).toContain('3 of 4 stacks up, 1 half-way, 10 of 12 seats ready');
    expect(wordsOf(end)).toContain('`/workshop destroy nov` removes all of it');
    const shown = bench
      .person('mary')
      .state()
      .messages.find(({ ts, channel }) => ts === message.ts && channel === message.channel);
    expect(wordsOf(shown ?? message)).toMatch(/stopped.*asked for by/);
    expect(wordsOf(shown ?? message)).not.toContain('cancel-operation');
  });

  it('is a command, too, whose second asker is told who asked first, and which finds nothing afterwards', async () => {
    await inTheMiddle();
    await bench.say('ada', 'crew', '/workshop cancel');
    await bench.sees('ada', /Stopping the deploy of \*nov\*/);
    await bench.sees('ada', 'Deploying cancelled: nov');
    await bench.say('ada', 'crew', '/workshop cancel nov');
    await bench.sees('ada', 'there is nothing to cancel');
  });

  it('is for organisers', async () => {
    const message = await inTheMiddle();
    await bench.click('mary', message, 'Cancel');
    await bench.say('mary', 'crew', '/workshop cancel');
    await bench.sees('mary', /organiser/);
    expect(bench.world.events.filter(({ type }) => type === 'operation-cancelled')).toEqual([]);
  });
});

describe('credentials that expire in the middle', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  it('are said in a new line to who started it, and so is that it goes on', async () => {
    const { cloud } = bench.world;
    const expired = { kind: 'credentials', summary: 'The credentials expired.', next: 'Renew them.' } as const;
    cloud.failing.set('batch-001', expired);
    cloud.unknown = new Error('expired');
    await bench.say('ada', 'crew', '/workshop new nov 2 --room #workshop');
    await bench.click('ada', await bench.sees('ada', 'is made'), 'Deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Deploy for');
    const pause = await bench.sees('ada', 'Deploying nov is paused: The credentials expired.');
    expect(wordsOf(pause)).toContain('Renew them. It goes on by itself then; nothing is lost meanwhile.');
    cloud.failing.clear();
    cloud.hang = (stack) => stack === 'batch-001';
    cloud.unknown = undefined;
    await bench.sees('ada', '▶️ Deploying nov goes on.');
  });
});
