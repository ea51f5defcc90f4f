/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../support/bolt';
import { openTestStore } from '../support/store';
import { quickClock } from '../support/world';

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

const places = () => ({
  crewChannel: bench.slack.channelId('crew'),
  room: bench.slack.channelId('workshop'),
  by: bench.person('ada').id,
});
const dmOf = async (name: string): Promise<string> => {
  const actor = bench.person(name);
  await actor.act({ type: 'open-dm', user: actor.state().bot.id });
  return actor.state().conversations.find(({ kind }) => kind === 'dm')?.id ?? '';
};
const write = async (name: string, text: string) =>
  bench.person(name).act({ type: 'say', channel: await dmOf(name), text });

describe('a bot token that is revoked while Usher runs', () => {
  it('is named to whoever types a command, and breaks nothing', async () => {
    bench.slack.revoke(bench.slack.botToken);
    await bench.say('ada', 'crew', '/workshop status');
    const answer = await bench.sees('ada', 'Slack no longer accepts my token');
    expect(wordsOf(answer)).not.toContain(bench.slack.botToken);
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(bench.logged.join('\n')).toContain(
      'Copy the bot token again from the Slack app’s settings into SLACK_BOT_TOKEN',
    );
  });

  it.each(['token_revoked', 'invalid_auth', 'account_inactive'])(
    'as %s in the middle of a deploy lets AWS go on, is logged once with what to do, and the next start tells how it ended',
    async (word) => {
      await bench.stop();
      const store = await openTestStore();
      bench = await startBench(store, { clock: quickClock });
      const { slack, world } = bench;
      let go = (): void => undefined;
      const gate = new Promise<void>((resolve) => (go = resolve));
      world.cloud.gate = (stack) => (stack === 'network' ? Promise.resolve() : gate);
      await world.newWorkshop(3, places());
      await bench.say('ada', 'crew', '/workshop deploy');
      await bench.click('ada', await bench.sees('ada', 'Deploy for'), 'Deploy for');
      const shown = await bench.sees('ada', /Deploying nov:/);
      await bench.sees('ada', 'Network is up');
      slack.revoke(slack.botToken, word);
      go();
      await world.until('operation-ended');
      await until(() => bench.logged.some((line) => line.includes('and messages wait')));
      expect((await world.usher.list())[0]?.workshop.state).toBe('deployed');
      expect(bench.logged.filter((line) => line.includes('Copy the bot token again'))).toHaveLength(1);

      slack.accept(slack.botToken);
      const next = await startBench(store, { clock: quickClock, beside: bench });
      try {
        const done = await bench.sees('ada', /Deployed nov: 3 ready/);
        expect(done.ts).toBe(shown.ts);
        await bench.sees('ada', new RegExp(`^<@${bench.person('ada').id}>`));
      } finally {
        await next.stop();
      }
    },
    60_000,
  );
});

describe('a rate limit on one method', () => {
  it('holds up no other: a window opens while a message waits', async () => {
    bench.slack.failNext('chat.postMessage', 1, { retryAfter: 2 });
    const waiting = bench.bot.client.chat.postMessage({ channel: bench.slack.channelId('crew'), text: 'late' });
    await until(() => bench.slack.calls.get('chat.postMessage') === 1);
    await bench.say('ada', 'crew', '/workshop new');
    await until(() => bench.person('ada').state().view !== undefined);
    expect(bench.person('ada').state().messages).toEqual([]);
    expect((await waiting).ok).toBe(true);
    await bench.sees('ada', 'late');
  });

  it('on users.info makes an organiser wait, who is told so and then answered; others are answered meanwhile', async () => {
    bench.slack.failNext('users.info', 1, { retryAfter: 4 });
    await bench.say('ada', 'crew', '/workshop list');
    await write('grace', 'help');
    await bench.sees('grace', 'Words I know');
    await bench.sees('ada', 'Slack lets me wait before it says who you are');
    await bench.sees('ada', 'There is no workshop');
    expect(JSON.stringify(bench.person('ada').state().messages)).not.toContain('organisers only');
  });

  it('on conversations.members makes a participant wait for the card, and calls nobody a stranger', async () => {
    const workshop = await bench.world.deployed(2, places());
    await bench.world.usher.open(workshop, places().by, places().room);
    bench.slack.failNext('conversations.members', 1, { retryAfter: 2 });
    await write('grace', 'hi');
    await bench.sees('grace', 'Password `');
    const answers = bench
      .person('grace')
      .state()
      .messages.filter(({ user }) => user !== bench.person('grace').id);
    expect(answers).toHaveLength(1);
  });

  it('on usergroups.users.list makes organisers of a group wait, and calls nobody a stranger', async () => {
    const group = [...((await bench.bot.client.usergroups.list()).usergroups ?? [])][0]?.id ?? '';
    await bench.stop();
    bench = await startBench(await openTestStore(), { organisers: [group] });
    bench.slack.failNext('usergroups.users.list', 1, { retryAfter: 2 });
    await bench.say('ada', 'crew', '/workshop list');
    await bench.sees('ada', 'There is no workshop');
  });

  it('that lasts is said in words, and logged as no break', async () => {
    bench.slack.failNext('users.info', 20, { retryAfter: 1 });
    await bench.say('ada', 'crew', '/workshop list');
    await bench.sees('ada', 'Slack asks me to slow down. Try again in a minute.');
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  }, 40_000);
});
