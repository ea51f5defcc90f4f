/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { registry } from '../../../handlers/commands';
import { parseCommand } from '../../../handlers/commands/parse';
import type { PageMessage } from '../../../local/slack/protocol';
import { buttonOf, startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

describe('the words of `crew` and `open`', () => {
  it.each([
    ['crew', { does: 'list' }],
    ['crew list nov', { does: 'list', workshop: 'nov' }],
    ['crew add <@U1|mary>', { does: 'add', userId: 'U1', role: 'helper' }],
    ['crew <@U1|mary>', { does: 'add', userId: 'U1', role: 'helper' }],
    ['crew add <@U1|mary> as Organizer', { does: 'add', userId: 'U1', role: 'organiser' }],
    ['CREW Add organiser <@U1|mary> to nov', { does: 'add', userId: 'U1', role: 'organiser', workshop: 'nov' }],
    ['crew remove <@U1|mary>', { does: 'remove', userId: 'U1' }],
    ['team', { does: 'list' }],
    ['open', {}],
    ['open --at 09:00', { at: { kind: 'time', hour: 9, minute: 0 } }],
    ['open at 9am', { at: { kind: 'time', hour: 9, minute: 0 } }],
    ['open nov 09:00', { workshop: 'nov', at: { kind: 'time', hour: 9, minute: 0 } }],
    ['open —at tomorrow 8:30', { at: { kind: 'time', days: 1, hour: 8, minute: 30 } }],
    ['open --at 2h --room <#C1|nov>', { room: 'C1', at: { kind: 'in', minutes: 120 } }],
    ['close nov', { workshop: 'nov' }],
    ['noshows', {}],
  ])('reads %s', (text, request) => {
    const parsed = parseCommand(text, registry);
    expect(parsed.kind === 'request' ? parsed.request : parsed.says).toEqual(request);
  });

  it.each([
    ['crew add', 'Who?'],
    ['crew add @mary', 'Pick the name from the list'],
    ['crew add <@U1|mary> <@U2|alan>', 'One person at a time'],
    ['crew add <@U1|mary> helpr nov', 'There are `helper` and `organiser`'],
    ['crew add <@U1|mary> nov dec', 'do not know what to do with'],
    ['open --at noonish', 'as a time. Try `09:00`'],
    ['open 09:00 10:00', 'do not know what to do with'],
    ['open --at', 'needs a value'],
  ])('asks about %s', (text, says) => {
    const parsed = parseCommand(text, registry);
    expect(parsed.kind === 'usage error' ? parsed.says : parsed.request).toContain(says);
  });
});

describe('the crew in Slack', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
    await bench.say('ada', 'crew', '/workshop new nov 2 --room #workshop');
    await bench.sees('ada', 'is made');
  });
  afterEach(() => bench.stop());

  it('is added with a direct message that says what they can do, listed, and taken off', async () => {
    await bench.say('ada', 'crew', '/workshop crew add @mary');
    await bench.sees('ada', /is a helper of \*nov\* now. I have told them/);
    const news = await bench.sees('mary', 'made you a helper of the workshop *nov*');
    expect(news.ephemeral).toBe(false);
    await bench.say('mary', 'crew', '/workshop crew');
    expect(wordsOf(await bench.sees('mary', '*Crew of nov*'))).toContain(`Helpers: <@${bench.person('mary').id}>`);
    await bench.say('ada', 'crew', '/workshop crew add @mary organiser');
    await bench.sees('ada', /is an organiser of \*nov\* now/);
    await bench.say('ada', 'crew', '/workshop crew add @mary organiser');
    await bench.sees('ada', /is an organiser of \*nov\* already/);
    await bench.say('mary', 'crew', '/workshop plan');
    await bench.sees('mary', 'Plan for');
    await bench.say('ada', 'crew', '/workshop crew remove @mary');
    await bench.sees('ada', 'is not in the crew of *nov* any more');
    await bench.say('ada', 'crew', '/workshop crew remove @mary');
    await bench.sees('ada', 'is not on the crew list of *nov*');
    await bench.say('mary', 'crew', '/workshop plan');
    await bench.sees('mary', 'is for organisers');
  });

  it('takes a guest, and nobody of another workspace', async () => {
    await bench.say('ada', 'crew', '/workshop crew add @maria');
    await bench.sees('ada', /is a helper of \*nov\* now/);
    await bench.say('ada', 'crew', '/workshop crew add @wu');
    await bench.sees('ada', 'belongs to another workspace');
    await bench.say('ada', 'crew', '/workshop crew add @usher');
    await bench.sees('ada', 'is an app, and cannot help');
  });

  it('is added also where they cannot be written to', async () => {
    bench.slack.failNext('chat.postMessage', 1, { error: 'messages_tab_disabled' });
    await bench.say('ada', 'crew', '/workshop crew add @mary');
    await bench.sees('ada', 'I could not write to them: please tell them');
  });

  it('gets a hint, and no seat, for mentioning the bot in its own channel', async () => {
    const bot = bench.person('ada').state().bot.id;
    await bench.say('ada', 'crew', `<@${bot}> are you there?`);
    const hint = await bench.sees('ada', 'Here I listen to `/workshop`');
    expect(hint.ephemeral).toBe(true);
    const { participants } = await bench.world.usher.status((await bench.world.usher.list())[0]!.workshop);
    expect(participants).toEqual([]);
  });
});

describe('/workshop typed by a participant', () => {
  let bench: Bench;
  const botDm = (name: string): PageMessage[] => {
    const { conversations, messages, bot } = bench.person(name).state();
    const dm = conversations.find((each) => each.kind === 'dm' && each.name === bot.id);
    return messages.filter(({ channel, user }) => channel === dm?.id && user === bot.id);
  };
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
    const { world, slack } = bench;
    const more = {
      crewChannel: slack.channelId('crew'),
      room: slack.channelId('workshop'),
      by: slack.person('ada').id,
    };
    const nov = await world.deployed(2, more);
    await world.usher.open(nov, more.by, more.room);
  });
  afterEach(() => bench.stop());

  it.each(['', 'password', 'status', 'hello', 'where is my seat?', 'depoly'])(
    'gets them their card for %p',
    async (words) => {
      await bench.say('grace', 'workshop', `/workshop ${words}`.trim());
      const pointer = await bench.sees('grace', 'I have answered you privately');
      expect(pointer.ephemeral).toBe(true);
      expect(wordsOf(pointer)).not.toContain('Password `');
      await bench.sees('grace', 'Password `');
      expect(botDm('grace').map(wordsOf).join()).toContain('Password `');
    },
  );

  it('works in a channel the bot is not in', async () => {
    await bench.say('grace', 'general', '/workshop password');
    await bench.sees('grace', 'I have answered you privately');
    await bench.sees('grace', 'Password `');
  });

  it('explains itself for `help`, with the button', async () => {
    await bench.say('grace', 'general', '/workshop help deploy');
    const help = await bench.sees('grace', 'Here for a workshop?');
    expect(() => buttonOf(help, 'Get my seat')).not.toThrow();
    await bench.click('grace', help, 'Get my seat');
    await bench.sees('grace', 'Password `');
  });

  it('asks before it restarts anything, whatever seat they name', async () => {
    await bench.say('grace', 'workshop', '/workshop restart 2 jupyter');
    const question = await bench.sees('grace', 'Which one?');
    expect(question.ephemeral).toBe(true);
    expect(bench.world.cloud.restarted).toEqual([]);
    expect(buttonOf(question, 'Restart Jupyter')).toBeDefined();
  });

  it('helps who is stuck, there and then', async () => {
    await bench.say('grace', 'workshop', '/workshop stuck');
    await bench.sees('grace', 'you are stuck at seat 1');
  });

  it.each(['deploy', 'destroy nov', 'open', 'new dec 2', 'crew add @grace organiser', 'up'])(
    'refuses %p',
    async (words) => {
      const before = bench.world.events.length;
      await bench.say('grace', 'workshop', `/workshop ${words}`);
      await bench.sees('grace', 'is for organisers');
      expect(bench.world.events.slice(before)).toEqual([]);
    },
  );

  it('tells somebody outside of the room how to join, there and then', async () => {
    await bench.say('charles', 'general', '/workshop');
    expect((await bench.sees('charles', '*nov* is for members of')).ephemeral).toBe(true);
  });

  it('understands words after a mention as well', async () => {
    const bot = bench.person('grace').state().bot.id;
    await bench.say('grace', 'workshop', `<@${bot}> I am stuck`);
    await bench.sees('grace', 'you are stuck at seat 1');
    await bench.say('grace', 'workshop', `<@${bot}> help`);
    await bench.sees('grace', 'I hand out the seats');
    await bench.say('grace', 'workshop', `<@${bot}> my password please`);
    await bench.sees('grace', 'I have answered you privately');
    await bench.sees('grace', 'Password `');
  });
});
