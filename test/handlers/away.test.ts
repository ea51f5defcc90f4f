/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../support/bolt';
import { openTestStore } from '../support/store';

const MINUTE_MS = 60_000;
const settled = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('after an absence', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  const dmOf = (name: string) =>
    bench
      .person(name)
      .state()
      .conversations.find(({ kind }) => kind === 'dm')?.id;
  const dm = async (name: string, text: string): Promise<void> => {
    const actor = bench.person(name);
    await actor.act({ type: 'open-dm', user: actor.state().bot.id });
    await actor.act({ type: 'say', channel: dmOf(name) ?? '', text });
  };
  const answers = (name: string, what: string) =>
    bench
      .person(name)
      .state()
      .messages.filter((message) => message.channel === dmOf(name) && wordsOf(message).includes(what));
  const open = async () => {
    await bench.say('ada', 'crew', '/workshop new nov 3 --room #workshop');
    await bench.sees('ada', 'is made');
    const workshop = (await bench.world.store.workshops.list())[0]!;
    await bench.world.usher.deploy(workshop, bench.person('ada').id);
    await bench.world.until('operation-ended', ({ kind }) => kind === 'deploy');
    await bench.say('ada', 'crew', '/workshop open');
    await bench.sees('ada', 'is open for');
    await dm('grace', 'hi');
    await bench.sees('grace', 'Seat 1 · nov');
  };
  /** Without a socket, as if for so long. */
  const away = async (minutes: number, meanwhile: () => Promise<void>) => {
    await bench.bot.stop();
    // Long enough for it to be noticed.
    await settled(400);
    await bench.world.store.signs.note('voice', new Date(Date.now() - minutes * MINUTE_MS));
    await meanwhile();
    await bench.bot.start();
  };
  const signed = async (after: Date) => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (((await bench.world.store.signs.last('voice')) ?? new Date(0)) > after) return;
      await settled(50);
    }
    throw new Error('there was no sign of life');
  };

  it('answers once what was written meanwhile, also by who never wrote before, and tells the crew', async () => {
    await open();
    await away(7, async () => {
      await dm('grace', 'thanks a lot');
      await dm('grace', 'and what is for lunch?');
      await dm('katherine', 'hello?');
    });
    const line = await bench.sees('mary', /I was away from .* to .* \(7 min\)/);
    expect(wordsOf(line)).toContain('3 messages of participants came meanwhile, and are answered now.');
    expect(wordsOf(line)).toContain('please give them again');
    await bench.sees('katherine', 'Seat 2 · nov');
    await settled(1_500);
    expect(answers('grace', 'know only a few words')).toHaveLength(1);
    expect(answers('katherine', 'Seat 2 · nov')).toHaveLength(1);
    expect(bench.world.events.filter(({ type }) => type === 'usher-away')).toMatchObject([{ answered: 3 }]);
  });

  it('says nothing after a short one in which nobody wrote, and of a long one that it was', async () => {
    await open();
    const before = new Date();
    await away(1, () => Promise.resolve());
    await signed(before);
    await settled(300);
    expect(bench.world.events.filter(({ type }) => type === 'usher-away')).toEqual([]);
    await away(5, () => Promise.resolve());
    const line = await bench.sees('mary', 'I was away');
    expect(wordsOf(line)).toContain('Nobody wrote to me meanwhile.');
  });

  it('does not answer again what was answered just before', async () => {
    await open();
    await dm('grace', 'thanks');
    await bench.sees('grace', 'You are welcome');
    await away(0.8, () => Promise.resolve());
    await signed(new Date());
    await settled(500);
    expect(answers('grace', 'You are welcome')).toHaveLength(1);
  });
});
