/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageMessage } from '../../local/slack/protocol';
import type { Store } from '../../workshop/ports/store';
import type { Workshop } from '../../workshop/workshop';
import { defaultCast } from '../../local/slack';
import { buttonOf, startBench, wordsOf, type Bench } from '../support/bolt';
import { openTestStore } from '../support/store';

/** Two bots of one app on one database: each of Slack's payloads goes to one of them, in turn. */
const USUAL = defaultCast();
const people = USUAL.people.map((person) => ({ ...person, isAdmin: ['ada', 'mary'].includes(person.name) }));
const TWO_ORGANISERS = { ...USUAL, people };

let store: Store;
let first: Bench;
let second: Bench;
beforeEach(async () => {
  store = await openTestStore();
  first = await startBench(store, { cast: TWO_ORGANISERS });
  second = await startBench(store, { beside: first });
});
afterEach(async () => {
  await second.stop();
  await first.stop();
}, 20_000);

const everything = () => [...first.world.events, ...second.world.events];
const started = (kind: string) =>
  everything().filter((event) => event.type === 'operation-started' && event.kind === kind);
const ended = (kind: string) => {
  const is = (bench: Bench) =>
    bench.world.until('operation-ended', (event) => event.type === 'operation-ended' && event.kind === kind);
  return Promise.race([is(first), is(second)]);
};
const places = () => ({
  crewChannel: first.slack.channelId('crew'),
  room: first.slack.channelId('workshop'),
  by: first.person('ada').id,
});
const drained = () => Promise.all([first.world.usher.drain(), second.world.usher.drain()]);

/** Clicks so fast that the second comes while the first is being answered. */
async function clickTwice(names: readonly [string, string], message: PageMessage, label: string): Promise<void> {
  const target = { where: { channel: message.channel, ts: message.ts }, ...buttonOf(message, label) };
  await Promise.allSettled(names.map((name) => first.person(name).act({ type: 'act', ...target })));
}

describe('an event that Slack delivers to both bots', () => {
  it('is answered once', async () => {
    const { slack } = first;
    await first.world.usher.open(await first.world.deployed(2, places()), places().by, places().room);
    const grace = slack.person('grace');
    await grace.act({ type: 'open-dm', user: grace.state().bot.id });
    const channel = grace.state().conversations.find(({ kind }) => kind === 'dm')?.id ?? '';
    const event = { type: 'message', channel_type: 'im', user: grace.id, channel, text: 'hi', ts: '1.1' };
    const body = { type: 'event_callback', event_id: 'EvTwice', team_id: 'T1', event };
    const ack = () => Promise.resolve();
    await Promise.all([first, second, first].map(({ bot }) => bot.app.processEvent({ body, ack })));
    await first.sees('grace', 'Password `');
    const cards = grace.state().messages.filter((message) => wordsOf(message).includes('Password `'));
    expect(cards).toHaveLength(1);
  });
});

describe('a command that Slack sends twice', () => {
  it('does its work once, and is acknowledged twice', async () => {
    const acks: string[] = [];
    const body = {
      command: '/workshop',
      text: 'new nov 2',
      user_id: places().by,
      channel_id: places().crewChannel,
      trigger_id: '13345224609.738474920.8088930838d88f008e0',
      team_id: 'T1',
    };
    await Promise.all(
      [first, second].map(({ bot }, i) =>
        bot.app.processEvent({ body, ack: () => Promise.resolve(void acks.push(`${i}`)) }),
      ),
    );
    await first.sees('ada', '*nov* is made');
    expect(acks.sort()).toEqual(['0', '1']);
    expect(first.person('ada').state().messages).toHaveLength(1);
  });
});

describe('a button that is clicked twice', () => {
  async function asked(workshop: Workshop, typed: string, answer: string): Promise<PageMessage> {
    await first.say('ada', 'crew', `/workshop ${typed} ${workshop.spec.name}`);
    return first.sees('ada', answer);
  }

  it('deploys once', async () => {
    const question = await asked(await first.world.newWorkshop(2, places()), 'deploy', 'Deploy for');
    await clickTwice(['ada', 'ada'], question, 'Deploy for');
    await ended('deploy');
    await drained();
    expect(started('deploy')).toHaveLength(1);
    expect(first.world.cloud.applied.filter((stack) => stack === 'network')).toHaveLength(1);
    await first.sees('ada', /Deployed nov/);
  });

  it('restarts once', async () => {
    const question = await asked(await first.world.deployed(3, places()), 'restart all', 'Restart');
    await clickTwice(['ada', 'ada'], question, 'Restart');
    await ended('restart');
    await drained();
    expect(started('restart')).toHaveLength(1);
    expect([...first.world.cloud.restarted].sort()).toEqual([...new Set(first.world.cloud.restarted)].sort());
  });

  it('mends once, also when two organisers do it at the same moment, and the second is told so', async () => {
    const workshop = await first.world.deployed(3, places());
    first.world.cloud.broken.set(2, 'it hangs');
    const report = await asked(workshop, 'health', 'it hangs');
    const told = new Promise<void>((resolve) => {
      const look = (message: PageMessage) => wordsOf(message).includes('clicked that a moment before you') && resolve();
      for (const name of ['ada', 'mary']) first.person(name).onMessage(look);
    });
    await clickTwice(['ada', 'mary'], report, 'Restart');
    await told;
    await ended('restart');
    await drained();
    const { restarted } = first.world.cloud;
    expect(restarted).toEqual([...new Set(restarted)]);
    expect(started('restart')).toHaveLength(1);
  });

  it('restarts a participant’s app once', async () => {
    await first.world.usher.open(await first.world.deployed(2, places()), places().by, places().room);
    const grace = first.person('grace');
    await grace.act({ type: 'open-dm', user: grace.state().bot.id });
    const channel = grace.state().conversations.find(({ kind }) => kind === 'dm')?.id ?? '';
    await grace.act({ type: 'say', channel, text: 'hi' });
    await clickTwice(['grace', 'grace'], await first.sees('grace', 'Password `'), 'Restart Jupyter');
    await ended('restart');
    await drained();
    expect(first.world.cloud.restarted).toEqual(['1 jupyter']);
  });
});

describe('the window of destroy, submitted twice', () => {
  it('destroys once, and says to the second that it is going on', async () => {
    await first.world.deployed(2, places());
    await first.say('ada', 'crew', '/workshop destroy nov');
    const ada = first.person('ada');
    for (let tries = 0; ada.state().view === undefined && tries < 500; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const viewId = ada.state().view?.id ?? '';
    const values = { name: { value: { value: 'nov' } } };
    await Promise.allSettled([1, 2].map(() => ada.act({ type: 'submit', viewId, values })));
    await ended('destroy');
    await drained();
    expect(started('destroy')).toHaveLength(1);
    expect(first.world.cloud.destroyed.filter((stack) => stack === 'network')).toHaveLength(1);
  });
});
