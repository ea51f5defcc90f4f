/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench, type BenchOptions } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { ProblemError } from '../../../workshop/problems';

let bench: Bench;
const start = async (options: BenchOptions = {}) => {
  bench = await startBench(await openTestStore(), options);
};
afterEach(() => bench.stop(), 10_000);

/** Types as ada in #crew, and waits for these words. */
const answered = async (text: string, words: string | RegExp) => {
  await bench.say('ada', 'crew', text);
  return bench.sees('ada', words);
};

describe('bad input', () => {
  it('gets an answer that only its author sees, and makes nothing', async () => {
    await start();
    for (const [text, words] of [
      ['/workshop depoly', 'Did you mean `/workshop deploy`?'],
      ['/workshop new nov 0', 'would be a quiet workshop'],
      ['/workshop new nov -1', '`-1` seats'],
      ['/workshop new nov 1,001', '1,001 seats are more'],
      ['/workshop new nov many', 'How many seats is `many`?'],
      ['/workshop new nov day 12', '/workshop new nov-day 12'],
      ['/workshop new 🎉 12', 'cannot be a name'],
      ['/workshop new nov 12 --region eu-centrl-1', 'eu-central-1` (Frankfurt)'],
      ['/workshop new nov 12 --until 2020-01-01', 'That end is in the past'],
      ['/workshop deploy', 'There is no workshop yet'],
      ['/workshop health oct', 'There is no workshop `oct` yet'],
    ] as const) {
      expect((await answered(text, words)).ephemeral).toBe(true);
    }
    expect(bench.world.events).toEqual([]);
    expect(bench.person('mary').state().messages).toEqual([]);
  });

  it('answers a 5,000-character command', async () => {
    await start();
    await answered(`/workshop new ${'n'.repeat(4996)}`, 'A command is one line.');
  });

  it('refuses a name that is taken, and offers another', async () => {
    await start();
    await answered('/workshop new nov 12', 'is made');
    await answered('/workshop new NOV 3', /There is a \*nov\* already: 12 seats, made by .* like `nov-2`/);
  });

  it('tells who started the deploy that is running, and how far it is', async () => {
    await start();
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    bench.world.cloud.gate = (stack) => (stack === 'batch-002' ? gate : Promise.resolve());
    await answered('/workshop new nov 12', 'is made');
    await bench.click('ada', await answered('/workshop deploy', 'Deploy nov?'), 'Deploy for');
    await bench.sees('ada', 'Deploying *nov*');
    await answered(
      '/workshop deploy',
      new RegExp(`being deployed already: <@${bench.person('ada').id}> started it .* of 12 seats ready`),
    );
    await answered('/workshop destroy', /being deployed already/);
    go();
    await bench.world.until('operation-ended', (event) => event.state === 'succeeded');
  });

  it('offers a choice where several workshops fit, and runs the command for the chosen one', async () => {
    await start();
    await answered('/workshop new nov 12', '*nov* is made');
    await answered('/workshop new oct 3', '*oct* is made');
    const choice = await answered('/workshop PLAN', 'Which workshop do you mean?');
    await bench.click('ada', choice, 'oct');
    await bench.sees('ada', 'Plan for oct');
    await answered('/workshop plan nvo', 'Did you mean `nov`?');
  });

  it('sends participants to their DM, whatever they type', async () => {
    await start();
    for (const text of ['/workshop deploy', '/workshop new nov 3', '/workshop nonsense', '/workshop destroy']) {
      await bench.say('grace', 'workshop', text);
      const refusal = await bench.sees('grace', '`/workshop` is for organisers');
      expect(refusal.ephemeral).toBe(true);
    }
    await bench.say('grace', 'workshop', '/workshop help');
    await bench.sees('grace', 'Here for a workshop?');
    expect(await bench.world.usher.list()).toEqual([]);
  });

  it('lets nobody but organisers use the buttons, whoever sees them', async () => {
    await start();
    await answered('/workshop new nov 2', 'is made');
    await bench.click('ada', await answered('/workshop deploy', 'Deploy nov?'), 'Deploy for');
    await bench.world.until('operation-ended');
    bench.world.cloud.broken.set(2, 'out of memory');
    await bench.say('ada', 'crew', '/workshop health');
    const report = await bench.sees('mary', '*1 of 2 fine*');
    await bench.click('mary', report, 'Restart');
    await bench.sees('mary', '`/workshop` is for organisers');
    expect(bench.world.cloud.restarted).toEqual([]);
  });

  it('accepts the organisers that are configured, and no admin besides', async () => {
    await start({ organisers: ['U-NOBODY'] });
    await answered('/workshop list', '`/workshop` is for organisers');
  });

  it('asks to be invited before it deploys or opens where it could not speak', async () => {
    await start();
    await bench.say('ada', 'general', '/workshop new nov 2');
    await bench.sees('ada', 'is made');
    await bench.say('ada', 'general', '/workshop deploy');
    await bench.sees('ada', '/invite @usher');
    expect(bench.world.cloud.applied).toEqual([]);
    await bench.say('ada', 'general', '/workshop open --room #general');
    await bench.sees('ada', /I am not in <#\w+>/);
  });

  it('does not trust what a button carries', async () => {
    await start();
    const channel = bench.slack.channelId('crew');
    const forged = (action_id: string, value: string) => ({
      type: 'button',
      action_id,
      value,
      text: { type: 'plain_text', text: action_id },
    });
    await bench.bot.client.chat.postMessage({
      channel,
      text: 'forged',
      blocks: [
        {
          type: 'actions',
          block_id: 'forged',
          elements: [
            forged('restart-go', '{"workshop":"x","seats":{"kind":"range","from":0,"to":1e9},"apps":[]}'),
            forged('mend-all', 'not json'),
            forged('deploy-go', 'no-such-workshop'),
            forged('from-an-older-version', ''),
          ],
        },
      ] as never,
    });
    const message = await bench.sees('ada', 'forged');
    await bench.click('ada', message, 'restart-go');
    await bench.sees('ada', 'That button is too old');
    await bench.click('ada', message, 'mend-all');
    await bench.click('ada', message, 'from-an-older-version');
    await bench.sees('ada', 'That button is too old for me, so I did nothing');
    await bench.click('ada', message, 'deploy-go');
    await bench.sees('ada', 'That workshop is unknown here');
  });
});

describe('what breaks', () => {
  it('is worded where it is known: expired AWS credentials', async () => {
    await start();
    await answered('/workshop new nov 2', 'is made');
    await bench.click('ada', await answered('/workshop deploy', 'Deploy nov?'), 'Deploy for');
    await bench.world.until('operation-ended');
    bench.world.cloud.outage = new ProblemError({
      kind: 'credentials',
      summary: 'The AWS credentials have expired.',
      next: 'Sign in again, then repeat the command.',
      cause: 'ExpiredTokenException: <token>',
    });
    const answer = await answered('/workshop health', 'The AWS credentials have expired. Sign in again');
    expect(wordsOf(answer)).toContain('&lt;token&gt;');
  });

  it('is apologised for with a reference that the log has too, and never in its own words', async () => {
    await start({
      wrap: (usher) => ({ ...usher, find: () => Promise.reject(new Error('password=hunter2 at /srv/secret')) }),
    });
    const apology = await answered('/workshop plan', 'Something broke on my side');
    const reference = /`([0-9a-f]{6})`/.exec(apology.text)?.[1];
    expect(wordsOf(apology)).not.toContain('hunter2');
    expect(bench.logged.some((line) => line.startsWith('error') && line.includes(`"${reference}"`))).toBe(true);
  });

  it('holds up no acknowledgement: a command is taken while the store hangs', async () => {
    let release = (): void => undefined;
    const hangs = new Promise<void>((resolve) => (release = resolve));
    await start({ wrap: (usher) => ({ ...usher, find: (...which) => hangs.then(() => usher.find(...which)) }) });
    // The local Slack rejects this after three seconds without an acknowledgement.
    await bench.say('ada', 'crew', '/workshop plan');
    expect(
      bench
        .person('ada')
        .state()
        .messages.filter((message) => message.user !== bench.person('ada').id),
    ).toEqual([]);
    release();
    await bench.sees('ada', 'There is no workshop yet');
  });
});
