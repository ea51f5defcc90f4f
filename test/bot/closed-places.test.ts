/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageMessage } from '../../local/slack/protocol';
import { startBench, wordsOf, type Bench } from '../support/bolt';
import { openTestStore } from '../support/store';
import { quickClock } from '../support/world';

let bench: Bench;
let go: () => void;
beforeEach(async () => {
  bench = await startBench(await openTestStore(), { clock: quickClock });
  const gate = new Promise<void>((resolve) => (go = resolve));
  bench.world.cloud.gate = (stack) => (stack === 'network' ? Promise.resolve() : gate);
});
afterEach(async () => {
  go();
  await bench.stop();
}, 20_000);

const places = () => ({
  crewChannel: bench.slack.channelId('crew'),
  room: bench.slack.channelId('workshop'),
  by: bench.person('ada').id,
});

/** A deploy that has shown its message and waits for the test to let it end. */
async function deploying(): Promise<PageMessage> {
  await bench.world.newWorkshop(3, places());
  await bench.say('ada', 'crew', '/workshop deploy');
  await bench.click('ada', await bench.sees('ada', 'Deploy for'), 'Deploy for');
  await bench.sees('ada', 'Network is up');
  return bench.sees('ada', /Deploying nov:/);
}

const errors = () => bench.logged.filter((line) => line.startsWith('error'));

async function dmOf(name: string): Promise<string> {
  const actor = bench.person(name);
  await actor.act({ type: 'open-dm', user: actor.state().bot.id });
  return actor.state().conversations.find(({ kind }) => kind === 'dm')?.id ?? '';
}

describe('the message of a deploy', () => {
  it('comes anew when somebody deleted it', async () => {
    const { channel, ts } = await deploying();
    await bench.bot.client.chat.delete({ channel, ts });
    go();
    const again = await bench.sees('ada', /Deployed nov: 3 ready/);
    expect(again.ts).not.toBe(ts);
    expect(again.channel).toBe(channel);
    await bench.sees('ada', new RegExp(`^<@${bench.person('ada').id}>`));
    expect(errors()).toEqual([]);
  });

  it('goes on in a DM to whoever started it when the channel is archived, its end too', async () => {
    const { channel } = await deploying();
    bench.slack.archive('crew');
    go();
    const again = await bench.sees('ada', /Deployed nov: 3 ready/);
    expect(again.channel).not.toBe(channel);
    const end = await bench.sees('ada', new RegExp(`^<@${bench.person('ada').id}>`));
    expect(end.channel).toBe(again.channel);
    expect(errors()).toEqual([]);
  });

  it('is still edited when Usher is removed from the channel, and the end comes as a DM', async () => {
    const { channel, ts } = await deploying();
    bench.slack.remove('crew', 'bot');
    go();
    const done = await bench.sees('ada', /Deployed nov: 3 ready/);
    expect([done.channel, done.ts]).toEqual([channel, ts]);
    const end = await bench.sees('ada', new RegExp(`^<@${bench.person('ada').id}>`));
    expect(end.channel).not.toBe(channel);
    expect(errors()).toEqual([]);
  });
});

describe('commands in places that were closed', () => {
  it('are answered where Usher was removed, and say what to do', async () => {
    await bench.world.newWorkshop(2, places());
    bench.slack.remove('crew', 'bot');
    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.sees('ada', '/invite');
    expect(errors()).toEqual([]);
  });

  it('say that the room is archived when it is to be opened', async () => {
    await bench.world.newWorkshop(2, places());
    go();
    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy for'), 'Deploy for');
    await bench.sees('ada', /Deployed nov: 2 ready/);
    bench.slack.archive('workshop');
    await bench.say('ada', 'crew', '/workshop open');
    await bench.sees('ada', 'That channel is archived');
    expect(errors()).toEqual([]);
  });
});

describe('a participant', () => {
  it('who was deactivated is shown as such to the crew, and keeps nobody else from anything', async () => {
    go();
    const workshop = await bench.world.deployed(3, places());
    for (const name of ['grace', 'alan']) {
      await bench.person(name).act({ type: 'say', channel: await dmOf(name), text: 'hi' });
      await bench.sees(name, 'is yours');
    }
    bench.slack.deactivate('grace');
    await bench.world.usher.open(workshop, places().by, places().room);
    await bench.sees('alan', 'Password `');
    // Usher trusts what Slack said of people for two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await bench.say('ada', 'crew', '/workshop status');
    expect(wordsOf(await bench.sees('ada', 'taken:'))).toContain(
      `<@${bench.person('grace').id}> (deactivated in Slack) · `,
    );
    await bench.say('ada', 'crew', '/workshop status 1');
    await bench.sees('ada', `<@${bench.person('grace').id}> (deactivated in Slack) · ready`);
    expect(bench.logged.filter((line) => line.includes('stays owed'))).not.toEqual([]);
    expect(errors()).toEqual([]);
  });

  it('of a room that Usher cannot see is told who mends it, and seated when it is mended', async () => {
    go();
    const { slack, world } = bench;
    const workshop = await world.deployed(2, places());
    await world.usher.open(workshop, places().by, places().room);
    slack.failNext('conversations.members', 1, { error: 'channel_not_found' });
    const dm = await dmOf('grace');
    await bench.person('grace').act({ type: 'say', channel: dm, text: 'hi' });
    await bench.sees('grace', `I cannot see who is in <#${places().room}>`);
    await bench.person('grace').act({ type: 'say', channel: dm, text: 'hi' });
    await bench.sees('grace', 'Password `');
  });

  it('who closed the DM gets it opened again by the next message', async () => {
    const dm = await dmOf('grace');
    await bench.bot.client.chat.postMessage({ channel: dm, text: 'still here' });
    await bench.sees('grace', 'still here');
  });
});

describe('an organiser', () => {
  it('who was deactivated can do nothing any more, and what they started tells its end in the channel', async () => {
    await deploying();
    bench.slack.deactivate('ada');
    await expect(bench.say('ada', 'crew', '/workshop destroy')).rejects.toThrow('deactivated');
    go();
    await bench.sees('mary', /Deployed nov: 3 ready/);
    expect(errors()).toEqual([]);
  });
});
