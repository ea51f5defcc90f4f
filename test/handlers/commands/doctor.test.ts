/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

describe('/workshop doctor', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  it('answers only who asked, and names what is to be mended first', async () => {
    await bench.say('ada', 'crew', '/workshop new nov 2 --room #general');
    await bench.sees('ada', 'is made');
    await bench.say('ada', 'crew', '/workshop doctor');
    const answer = await bench.sees('ada', '1 thing to mend');
    expect(answer.ephemeral).toBe(true);
    const words = wordsOf(answer);
    expect(words).toContain('❌ *Channels* Usher cannot write in the room of nov (#general).');
    expect(words).toContain('/invite @usher');
    expect(words).toContain('✅ *Bot token* Usher is @usher in PyData.');
    expect(answer.text).toMatch(/^1 thing to mend · \d fine\nSlack, Channels: .*\/invite/);
    expect(words.indexOf('*Slack*')).toBeLessThan(words.indexOf('*Workshops*'));
  });

  it('says that all is well, by any of its names, and takes no words after it', async () => {
    await bench.say('ada', 'crew', '/workshop diagnose');
    await bench.sees('ada', /All well · \d checks/);
    await bench.say('ada', 'crew', '/workshop doctor nov');
    await bench.sees('ada', 'I do not know what to do with `nov`');
    await bench.say('ada', 'crew', '/workshop docter');
    await bench.sees('ada', 'Did you mean `/workshop doctor`?');
  });

  it('tells whoever waits that it is checking', async () => {
    await bench.say('ada', 'crew', '/workshop doctor');
    const wait = await bench.sees('ada', 'Checking Slack');
    const answer = await bench.sees('ada', 'All well');
    expect(Number(wait.ts)).toBeLessThan(Number(answer.ts));
  });

  it('is for organisers', async () => {
    await bench.say('grace', 'workshop', '/workshop doctor');
    await bench.sees('grace', 'is for organisers');
    expect(bench.slack.calls.get('apps.connections.open')).toBe(1);
  });
});
