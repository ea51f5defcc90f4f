/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../support/bolt';
import { openTestStore } from '../support/store';
import { quickClock } from '../support/world';

let bench: Bench;
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
beforeEach(async () => {
  process.on('unhandledRejection', note);
  bench = await startBench(await openTestStore(), { clock: quickClock });
});
afterEach(async () => {
  await bench.stop();
  process.off('unhandledRejection', note);
  expect(unhandled.splice(0)).toEqual([]);
}, 20_000);

const ours = (name: string, what: string) => {
  const { bot, messages } = bench.person(name).state();
  return messages.filter((message) => message.user === bot.id && wordsOf(message).includes(what));
};
async function dmOf(name: string): Promise<string> {
  const actor = bench.person(name);
  await actor.act({ type: 'open-dm', user: actor.state().bot.id });
  return actor.state().conversations.find(({ kind }) => kind === 'dm')?.id ?? '';
}
async function openWorkshop(seats: number) {
  const { slack, world } = bench;
  const by = bench.person('ada').id;
  const workshop = await world.deployed(seats, {
    crewChannel: slack.channelId('crew'),
    room: slack.channelId('workshop'),
    by,
  });
  await world.usher.open(workshop, by, slack.channelId('workshop'));
  return workshop;
}

describe('a card that Slack took, but whose answer was lost on the way', () => {
  it('stands there once', async () => {
    const workshop = await openWorkshop(2);
    const dm = await dmOf('grace');
    bench.slack.failNext('chat.postMessage', 1, { cut: 'after' });
    await bench.person('grace').act({ type: 'say', channel: dm, text: 'hi' });
    await bench.sees('grace', 'Password `');
    await bench.person('grace').act({ type: 'say', channel: dm, text: 'thanks' });
    await bench.sees('grace', 'You are welcome');
    expect(ours('grace', 'Password `')).toHaveLength(1);
    // What is edited later is the message that stands there.
    const noted = async () => {
      const { participants } = await bench.world.usher.status(workshop);
      return participants.find(({ userId }) => userId === bench.person('grace').id);
    };
    while ((await noted())?.cardTs === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await noted()).toMatchObject({ dmChannel: dm, cardTs: ours('grace', 'Password `')[0]?.ts });
  });

  it('stands there once also when it was sent unasked, to a person whose DM is not known yet', async () => {
    const grace = bench.person('grace');
    bench.slack.failNext('chat.postMessage', 1, { cut: 'after' });
    const posted = await bench.bot.client.chat.postMessage({ channel: grace.id, text: 'your seat is ready' });
    expect(ours('grace', 'your seat is ready').map(({ ts }) => ts)).toEqual([posted.ts]);
  });

  it('stands there once also in a thread', async () => {
    const dm = await dmOf('grace');
    const { ts = '' } = await bench.bot.client.chat.postMessage({ channel: dm, text: 'root' });
    bench.slack.failNext('chat.postMessage', 1, { cut: 'after' });
    await bench.bot.client.chat.postMessage({ channel: dm, text: 'reply', thread_ts: ts });
    expect(ours('grace', 'reply')).toHaveLength(1);
  });
});

describe('a message that Slack never got', () => {
  it.each([
    ['for a line that broke before', { cut: 'before' }],
    ['for a Slack that is broken', { status: 503 }],
    ['for a Slack that says so itself', { error: 'internal_error' }],
    ['for a rate limit', { retryAfter: 1 }],
  ] as const)('%s is sent when it can be', async (_, failure) => {
    const dm = await dmOf('grace');
    bench.slack.failNext('chat.postMessage', 1, failure);
    await bench.person('grace').act({ type: 'say', channel: dm, text: 'help' });
    await bench.sees('grace', 'Words I know');
    expect(ours('grace', 'Words I know')).toHaveLength(1);
  });
});

describe('Slack, away for a while in the middle of a deploy', () => {
  it('gets the whole story afterwards, once', async () => {
    const { slack, world } = bench;
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    world.cloud.gate = (stack) => (stack === 'network' ? Promise.resolve() : gate);
    await world.newWorkshop(3, {
      crewChannel: slack.channelId('crew'),
      room: slack.channelId('workshop'),
      by: bench.person('ada').id,
    });
    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy for'), 'Deploy for');
    await bench.sees('ada', 'Network is up');
    for (const method of ['chat.update', 'chat.postMessage']) slack.failNext(method, 2, { status: 503 });
    go();
    await bench.sees('ada', /Deployed nov: 3 ready/);
    await bench.sees('ada', `<@${bench.person('ada').id}>`);
    expect(ours('ada', 'Deployed nov: 3 ready')).toHaveLength(1);
    expect(bench.logged.filter((line) => line.includes('Slack cannot be reached, and messages wait'))).not.toEqual([]);
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  }, 60_000);
});

describe('whoever asks while Slack does not answer Usher', () => {
  it('is told so by the way that is left, and not that something broke', async () => {
    bench.slack.failNext('users.info', 9, { status: 500 });
    await bench.say('ada', 'crew', '/workshop status');
    await bench.sees('ada', 'Slack did not answer me. Try again in a minute.');
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  }, 60_000);
});
