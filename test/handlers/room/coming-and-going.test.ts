/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageMessage } from '../../../local/slack/protocol';
import type { Clock } from '../../../workshop/ports/clock';
import type { Store } from '../../../workshop/ports/store';
import type { Workshop } from '../../../workshop/workshop';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { hastyClock } from '../../support/world';

const MINUTE = 60_000;

let shift = 0;
const clock: Clock = { ...hastyClock, now: () => new Date(Date.now() + shift) };
let bench: Bench;
let store: Store;
beforeEach(async () => {
  shift = 0;
  store = await openTestStore();
  bench = await startBench(store, { clock });
});
afterEach(() => bench.stop());

const room = (): string => bench.slack.channelId('workshop');
const opened = async (seats: number): Promise<Workshop> => {
  const ada = bench.person('ada').id;
  const made = await bench.world.deployed(seats, { crewChannel: bench.slack.channelId('crew'), room: room(), by: ada });
  await bench.world.usher.open(made, ada, undefined);
  return (await bench.world.usher.get(made.id)) ?? made;
};
const join = (name: string): Promise<void> => bench.person(name).act({ type: 'join', channel: room() });
const leave = (name: string): Promise<void> => bench.person(name).act({ type: 'leave', channel: room() });
const dm = async (name: string, text: string): Promise<void> => {
  const actor = bench.person(name);
  const { bot } = actor.state();
  await actor.act({ type: 'open-dm', user: bot.id });
  await actor.act({ type: 'say', channel: dmOf(name) ?? '', text });
};
const dmOf = (name: string): string | undefined => {
  const { conversations, bot } = bench.person(name).state();
  return conversations.find((each) => each.kind === 'dm' && each.name === bot.id)?.id;
};
const inDm = (name: string): PageMessage[] =>
  bench
    .person(name)
    .state()
    .messages.filter(({ channel }) => channel === dmOf(name));
/** The next message in their DM that says this. */
const told = (name: string, what: string): Promise<PageMessage> =>
  bench.person(name).waitFor((message) => message.channel === dmOf(name) && wordsOf(message).includes(what), what);

/** Their card, once it is written down where it is: from then on they may have worked at their seat. */
async function cardOf(name: string, workshop: Workshop): Promise<PageMessage> {
  const card = await told(name, 'Password `');
  while ((await store.participants.byUser(workshop.id, bench.person(name).id))?.cardTs === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return card;
}

describe('coming into the room', () => {
  it('seats people by a new message, with a pointer in the room that only they see', async () => {
    await opened(2);
    await join('charles');
    await told('charles', 'Password `');
    expect((await bench.sees('charles', 'I have answered you privately')).ephemeral).toBe(true);
    expect(bench.person('grace').state().messages.map(wordsOf).join()).not.toMatch(/answered you privately|Password `/);
  });

  it('puts people on the waitlist when every seat is taken', async () => {
    await opened(1);
    await dm('grace', 'hi');
    await told('grace', 'Password `');
    await join('charles');
    await told('charles', '*You are next on the waitlist.*');
  });

  it('takes no seat for the crew', async () => {
    const nov = await opened(2);
    await leave('mary');
    await bench.world.usher.addCrew(nov, bench.person('ada').id, bench.person('mary').id, 'helper');
    await join('mary');
    await join('charles');
    await told('charles', 'Seat 1 · nov');
  });

  it('tells somebody of another workspace, where they can read it, that Slack keeps their card from them', async () => {
    await opened(2);
    const bot = bench.person('wu').state().bot.id;
    await bench.say('wu', 'workshop', `<@${bot}> may I?`);
    const sorry = await bench.sees('wu', 'Slack does not let me write to you');
    expect(sorry.ephemeral).toBe(true);
    expect(wordsOf(sorry)).toContain('Seat 1 of *nov* is yours');
    expect(wordsOf(sorry)).not.toContain('Password `');
  });

  it('seats a guest like everybody', async () => {
    await opened(2);
    await dm('maria', 'hello');
    await told('maria', 'Password `');
  });
});

describe('leaving the room', () => {
  it('keeps a seat that was never used for ten minutes, and then gives it to the first who waits', async () => {
    const nov = await opened(1);
    await bench.world.usher.close(nov, bench.person('ada').id);
    await dm('grace', 'hi');
    await told('grace', 'Seat 1 of nov is yours');
    await dm('alan', 'hi');
    await told('alan', '*You are next on the waitlist.*');
    await dm('ida', 'hi');
    await told('ida', 'You are *number 2* on the waitlist');
    await leave('grace');
    await told('grace', 'is kept for you until');
    shift += 11 * MINUTE;
    // Somebody else's coming and going makes the bot look at once.
    await dm('betty', 'hi');
    await told('grace', 'your seat of *nov* is free again');
    await told('alan', 'A seat of nov has become free, and it is yours');
    await told('alan', 'Seat 1 of nov is yours');
    expect(inDm('ida').map(wordsOf).join()).not.toContain('become free');
    expect(inDm('grace').map(wordsOf).join()).toContain('This was your card of *nov*');
  });

  it('is undone by coming back', async () => {
    const nov = await opened(1);
    await dm('grace', 'hi');
    await cardOf('grace', nov);
    await leave('grace');
    await told('grace', 'what you saved there stay yours for now');
    await join('grace');
    await told('grace', 'Seat 1 of *nov* is still yours');
  });

  it('leaves a seat with work at it to the crew, who free it by a tap', async () => {
    const nov = await opened(1);
    await dm('grace', 'hi');
    const card = await cardOf('grace', nov);
    await dm('alan', 'hi');
    await told('alan', 'next on the waitlist');
    await leave('grace');
    await told('grace', 'stay yours for now');
    shift += 11 * MINUTE;
    await dm('betty', 'hi');
    const question = await bench.sees('mary', 'left the room of *nov* and did not come back');
    expect(question.channel).toBe(bench.slack.channelId('crew'));
    await bench.click('mary', question, 'Free seat 1');
    await bench.sees('mary', 'is for organisers');
    expect(inDm('alan').map(wordsOf).join()).not.toContain('Password `');
    await bench.click('ada', question, 'Free seat 1');
    await told('alan', 'A seat of nov has become free');
    await told('alan', 'Password `');
    await told('grace', 'your seat of *nov* is free again');
    const withdrawn = await told('grace', 'This was your card of *nov*');
    expect(withdrawn.ts).toBe(card.ts);
    expect(inDm('grace').map(wordsOf).join()).not.toContain('Password `');
    await bench.sees('ada', 'freed seat 1 of *nov*');
  });

  it('takes people off the waitlist', async () => {
    await opened(1);
    await dm('grace', 'hi');
    await told('grace', 'Password `');
    await dm('alan', 'hi');
    await told('alan', 'next on the waitlist');
    await leave('alan');
    await told('alan', 'I took you off the waitlist of *nov*');
  });
});

describe('seats that nobody opens', () => {
  it('are offered once to the crew while people wait, and given away by an organiser’s tap', async () => {
    const nov = await opened(2);
    await bench.world.usher.close(nov, bench.person('ada').id);
    await dm('grace', 'hi');
    await told('grace', 'is yours');
    await dm('alan', 'hi');
    await told('alan', 'is yours');
    await dm('ida', 'hi');
    await told('ida', 'next on the waitlist');
    await bench.world.usher.open((await store.workshops.get(nov.id)) ?? nov, bench.person('ada').id, undefined);
    const card = await cardOf('alan', nov);
    await cardOf('grace', nov);
    await bench.person('grace').act({
      type: 'act',
      where: {
        channel: dmOf('grace') ?? '',
        ts: inDm('grace').find((each) => wordsOf(each).includes('Password `'))?.ts ?? '',
      },
      blockId: 'seat-open',
      actionId: 'seat-open:jupyter',
    });
    shift += 31 * MINUTE;
    await dm('betty', 'hi');
    const offer = await bench.sees('mary', '*1 seat* of *nov* has not been opened for half an hour');
    expect(wordsOf(offer)).toContain(`Seat 2 · <@${bench.person('alan').id}>`);
    await bench.say('mary', 'crew', '/workshop crew');
    await bench.click('mary', offer, 'Give it to the first who waits');
    await bench.sees('mary', 'is for organisers');
    await bench.click('ada', offer, 'Give it to the first who waits');
    await told('ida', 'Password `');
    await told('alan', 'went to somebody who waited');
    expect((await told('alan', 'This was your card of *nov*')).ts).toBe(card.ts);
    await bench.sees('ada', 'gave seat 2 of *nov* to those who waited');
    await dm('alan', 'I am here!');
    await told('alan', 'You are *number 2* on the waitlist');
  });

  it('are listed with the waitlist, for a helper without the button', async () => {
    const nov = await opened(1);
    await bench.world.usher.addCrew(nov, bench.person('ada').id, bench.person('mary').id, 'helper');
    await bench.say('mary', 'crew', '/workshop waitlist');
    await bench.sees('mary', 'Nobody waits for a seat of *nov*');
    const { id } = await store.participants.ensure(nov.id, bench.person('grace').id);
    await store.seats.claim(nov.id, id);
    await store.participants.update(id, { cardTs: String(Date.now() / 1000), dmChannel: 'D1' });
    await dm('alan', 'hi');
    await told('alan', 'next on the waitlist');
    await bench.say('mary', 'crew', '/workshop waitlist');
    const list = await bench.sees('mary', '*1 person* waits for a seat of *nov*');
    expect(wordsOf(list)).toContain('Not opened yet');
    expect(JSON.stringify(list.blocks)).not.toContain('offer-unopened');
    await bench.say('ada', 'crew', '/workshop waitlist');
    expect(JSON.stringify((await bench.sees('ada', '*1 person* waits')).blocks)).toContain('offer-unopened');
  });
});

describe('a workshop that ends', () => {
  it('tells those who still waited', async () => {
    const nov = await opened(1);
    await dm('grace', 'hi');
    await told('grace', 'Password `');
    await dm('alan', 'hi');
    await told('alan', 'next on the waitlist');
    await bench.world.usher.destroy(nov, bench.person('ada').id);
    await told('alan', '*nov* is over');
  });
});
