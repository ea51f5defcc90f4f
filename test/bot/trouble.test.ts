/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../support/bolt';
import { openTestStore } from '../support/store';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench(await openTestStore());
});
afterEach(() => bench.stop(), 20_000);

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; !what(); tries += 1) {
    if (tries > 1_500) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a bot token that is revoked while Usher runs', () => {
  it('is named to whoever types a command, and breaks nothing', async () => {
    bench.slack.revoke(bench.slack.botToken);
    await bench.say('ada', 'crew', '/workshop status');
    const answer = await bench.sees('ada', 'Slack no longer accepts my token');
    expect(wordsOf(answer)).not.toContain(bench.slack.botToken);
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});

describe('a rate limit on one method', () => {
  it('holds up no other: a window opens while a message waits', async () => {
    bench.slack.failNext('chat.postMessage', 1, { retryAfter: 2 });
    const waiting = bench.bot.client.chat.postMessage({ channel: bench.slack.channelId('crew'), text: 'late' });
    await until(() => bench.slack.calls.get('chat.postMessage') === 1);
    const begun = performance.now();
    await bench.say('ada', 'crew', '/workshop new');
    await until(() => bench.person('ada').state().view !== undefined);
    expect(performance.now() - begun).toBeLessThan(1_500);
    expect((await waiting).ok).toBe(true);
    await bench.sees('ada', 'late');
  });
});

describe('somebody who was deactivated', () => {
  it('gets nothing, and keeps nobody else from getting their card', async () => {
    const { world, slack } = bench;
    const more = {
      crewChannel: slack.channelId('crew'),
      room: slack.channelId('workshop'),
      by: bench.person('ada').id,
    };
    const workshop = await world.deployed(3, more);
    for (const name of ['grace', 'alan']) {
      const actor = bench.person(name);
      await actor.act({ type: 'open-dm', user: actor.state().bot.id });
      const dm = actor.state().conversations.find(({ kind }) => kind === 'dm')?.id ?? '';
      await actor.act({ type: 'say', channel: dm, text: 'hi' });
      await bench.sees(name, 'is yours');
    }
    slack.failNext('chat.postMessage', 1, { error: 'user_not_found' });
    await world.usher.open(workshop, more.by, more.room);
    await until(() => bench.logged.some((line) => line.includes('a card could not be sent and stays owed')));
    const given = (name: string) =>
      bench
        .person(name)
        .state()
        .messages.some((message) => wordsOf(message).includes('Password `'));
    await until(() => given('grace') || given('alan'));
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});
