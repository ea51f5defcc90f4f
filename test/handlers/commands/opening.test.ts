/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock } from '../../../workshop/ports/clock';
import type { Store } from '../../../workshop/ports/store';
import type { JoinPolicy, Workshop } from '../../../workshop/workshop';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { hastyClock } from '../../support/world';

let shift = 0;
const clock: Clock = { ...hastyClock, now: () => new Date(Date.now() + shift) };
/** Time passes, and something happens that makes the bot look at the clock at once. */
async function later(ms: number): Promise<void> {
  shift += ms;
  await bench.say('ida', 'workshop', `<@${bench.person('ida').state().bot.id}> hi`);
}

let bench: Bench;
let store: Store;
beforeEach(async () => {
  shift = 0;
  store = await openTestStore();
  bench = await startBench(store, { clock });
});
afterEach(() => bench.stop());

const MINUTE = 60_000;
const deployed = (join: JoinPolicy = 'room'): Promise<Workshop> =>
  bench.world.deployed(3, {
    join,
    crewChannel: bench.slack.channelId('crew'),
    room: bench.slack.channelId('workshop'),
    by: bench.person('ada').id,
  });
const dm = async (name: string, text: string): Promise<void> => {
  const actor = bench.person(name);
  const { bot } = actor.state();
  await actor.act({ type: 'open-dm', user: bot.id });
  const channel = actor.state().conversations.find((each) => each.kind === 'dm' && each.name === bot.id)?.id ?? '';
  await actor.act({ type: 'say', channel, text });
};

describe('open --at', () => {
  it('echoes the time with date and zone, tells who sits there, and opens by itself with invitation and cards', async () => {
    await deployed();
    await dm('grace', 'hi');
    await bench.sees('grace', 'The workshop is not open yet');
    await bench.say('ada', 'crew', '/workshop open --at 2h');
    await bench.sees('ada', /opens by itself for .*: \*\w{3} \d+ \w{3} \d\d:\d\d \(Europe\/London\)\*/);
    await bench.sees('grace', /\*nov\* opens <!date\^.*Your seat is kept/);
    await dm('alan', 'hi');
    await bench.sees('alan', /is yours.\* The workshop opens <!date/);
    await bench.say('ada', 'crew', '/workshop status');
    await bench.sees('ada', 'Opens by itself');
    await later(121 * MINUTE);
    const invitation = await bench.sees('katherine', 'Get my seat');
    expect(invitation.channel).toBe(bench.slack.channelId('workshop'));
    await bench.sees('grace', 'Password `');
    await bench.sees('alan', 'Password `');
    const crew = await bench.sees('mary', /\*nov\* is open for .*, as <@\w+> planned\. All 3 seats are ready/);
    expect(crew.channel).toBe(bench.slack.channelId('crew'));
    expect(bench.world.events.filter(({ type }) => type === 'workshop-opened')).toHaveLength(1);
    const pinned = bench
      .person('katherine')
      .state()
      .messages.find(({ ts }) => ts === invitation.ts);
    expect(pinned?.pinned).toBe(true);
  });

  it('survives a restart of the bot, and opens once though two look', async () => {
    const nov = await deployed();
    await bench.say('ada', 'crew', '/workshop open --at 5m');
    await bench.sees('ada', 'opens by itself');
    shift += 6 * MINUTE;
    const looks = await Promise.all([1, 2, 3, 4].map(() => bench.world.usher.tend()));
    expect(looks.flatMap(({ opened }) => opened).every(({ id }) => id === nov.id)).toBe(true);
    expect(bench.world.events.filter(({ type }) => type === 'workshop-opened')).toHaveLength(1);
    await later(0);
    await bench.sees('katherine', 'Get my seat');
    await bench.sees('mary', 'is open for');
    const invitations = bench
      .person('katherine')
      .state()
      .messages.filter((each) => wordsOf(each).includes('Get my seat'));
    expect(invitations).toHaveLength(1);
  });

  it('tells the crew when its time comes and nothing is ready', async () => {
    await bench.say('ada', 'crew', '/workshop new nov 2 --room #workshop');
    await bench.sees('ada', 'is made');
    await bench.say('ada', 'crew', '/workshop open --at 5m');
    await bench.sees('ada', 'It is not deployed yet');
    await later(6 * MINUTE);
    await bench.sees('mary', 'but no seat of it is ready. I open it as soon as the first one is');
  });

  it('is taken back by close', async () => {
    await deployed();
    await bench.say('ada', 'crew', '/workshop open --at 5m');
    await bench.sees('ada', 'opens by itself');
    await bench.say('ada', 'crew', '/workshop close');
    await bench.sees('ada', 'will not open by itself any more');
    await bench.say('ada', 'crew', '/workshop close');
    await bench.sees('ada', 'is not open, so there is nothing to close');
  });

  it('says so when it cannot invite, and does when it can', async () => {
    const nov = await deployed();
    await bench.say('ada', 'crew', '/workshop open --at 5m');
    await bench.sees('ada', 'opens by itself');
    bench.slack.remove('workshop', 'bot');
    await later(6 * MINUTE);
    await bench.sees('mary', 'I could not post the invitation');
    expect((await store.workshops.get(nov.id))?.openedAt).toBeDefined();
  });

  it('is refused after the end, and in the past', async () => {
    await bench.say('ada', 'crew', '/workshop new nov 2 --room #workshop --until 2h');
    await bench.sees('ada', 'is made');
    await bench.say('ada', 'crew', '/workshop open --at 3h');
    await bench.sees('ada', 'That is after the end of *nov*');
    await bench.say('ada', 'crew', '/workshop open --at 2020-01-01');
    await bench.sees('ada', 'That time is past');
  });
});

describe('close', () => {
  it('shuts the doors for new cards, says so in the room, and opens again with a new invitation', async () => {
    await deployed();
    await bench.say('ada', 'crew', '/workshop open');
    await bench.sees('ada', 'is open for');
    await bench.sees('katherine', 'Get my seat');
    await dm('grace', 'hi');
    const card = await bench.sees('grace', 'Password `');
    await bench.say('ada', 'crew', '/workshop close');
    await bench.sees('ada', 'is closed: nobody is given a card from now on');
    await bench.sees('katherine', '*nov* was closed');
    await dm('alan', 'hi');
    await bench.sees('alan', 'The workshop is closed at the moment');
    expect(
      wordsOf(
        bench
          .person('grace')
          .state()
          .messages.find(({ ts }) => ts === card.ts) ?? card,
      ),
    ).toContain('Password `');
    await bench.say('ada', 'crew', '/workshop open');
    await bench.sees('alan', 'Password `');
    await bench.sees('katherine', 'Get my seat');
    const invitations = bench
      .person('katherine')
      .state()
      .messages.filter((each) => wordsOf(each).includes('Get my seat'));
    expect(invitations).toHaveLength(1);
  });
});

describe('a workshop that is joined by a code', () => {
  it('tells its code to the crew alone, and seats whoever writes it', async () => {
    const nov = await deployed('code');
    const code = (bench.world.usher.joinCode(nov) ?? '').replace('-', ' ');
    await bench.say('ada', 'crew', '/workshop open');
    const answer = await bench.sees('ada', `Joined by a code: whoever writes me \`${code}\``);
    expect(answer.ephemeral).toBe(true);
    await dm('charles', 'hi');
    await bench.sees('charles', '*nov* has a code: two words that its organisers tell');
    await dm('charles', 'abandon ability');
    await bench.sees('charles', 'Those are not the words of the workshop');
    await dm('charles', `The code is ${code}`);
    await bench.sees('charles', 'Password `');
    for (const name of ['katherine', 'charles', 'grace']) {
      const others = bench
        .person(name)
        .state()
        .messages.filter(({ user }) => user !== bench.person('charles').id);
      expect(others.map(wordsOf).join()).not.toContain(code);
    }
  });

  it('lets nobody guess', async () => {
    const nov = await deployed('code');
    await bench.say('ada', 'crew', '/workshop open');
    for (let i = 0; i < 5; i += 1) await bench.world.usher.tryCode(bench.person('charles').id, 'abandon-ability');
    await dm('charles', (bench.world.usher.joinCode(nov) ?? '').replace('-', ' '));
    await bench.sees('charles', 'Those were too many tries');
    await dm('charles', 'need help');
    await bench.sees('charles', /too many tries|I hand out the seats/);
  });

  it('is made by `new`, and says so at once', async () => {
    await bench.say('ada', 'crew', '/workshop new dec 2 --join code');
    await bench.sees('ada', 'Joined by a code: whoever writes me');
    await bench.say('ada', 'crew', '/workshop new jan 2 --join roster');
    await bench.sees('ada', 'Joined by the roster');
  });
});
