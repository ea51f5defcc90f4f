/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { registry } from '../../../handlers/commands';
import { parseCommand } from '../../../handlers/commands/parse';
import type { PageMessage } from '../../../local/slack/protocol';
import type { Store } from '../../../workshop/ports/store';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

const read = (text: string) => {
  const parsed = parseCommand(text, registry);
  return parsed.kind === 'request' ? { name: parsed.name, ...parsed.request } : parsed.says;
};

describe('what is typed', () => {
  it.each([
    ['scale 90', { name: 'scale', seats: 90 }],
    ['scale nov 90 --spares 3', { name: 'scale', seats: 90, spares: 3, workshop: 'nov' }],
    ['scale to 1,000 seats', { name: 'scale', seats: 1000 }],
    ['resize 12 nov', { name: 'scale', seats: 12, workshop: 'nov' }],
    ['replace seat 007', { name: 'replace', seats: { kind: 'range', from: 7, to: 7 } }],
    ['replace “Ann Smith” nov', { name: 'replace', seats: { kind: 'name', name: 'Ann Smith' }, workshop: 'nov' }],
    ['replace failing', { name: 'replace', seats: { kind: 'failing' } }],
    ['stop nov', { name: 'stop', workshop: 'nov' }],
    ['start', { name: 'start' }],
    ['start nov --at 8:00', expect.objectContaining({ name: 'start', workshop: 'nov' })],
  ])('%s is understood', (text, request) => {
    expect(read(text)).toEqual(request);
  });

  it.each([
    ['scale', /How many seats/],
    ['scale +10', /in all, not how many more/],
    ['scale -3', /in all, not how many more/],
    ['scale 0', /quiet workshop/],
    ['scale 1001', /1,000 are the most/],
    ['scale many', /number from 1 to 1,000/],
    ['scale 12 --spares x', /How many spares/],
    ['replace', /Which seat/],
    ['start --by 08:00', /When shall it begin/],
  ])('%s is explained', (text, says) => {
    expect(read(text)).toMatch(says);
  });
});

describe('a deployed workshop', () => {
  let bench: Bench;
  let store: Store;
  /** Writes in the DM with the bot. */
  const write = async (name: string, text: string): Promise<void> => {
    const actor = bench.person(name);
    const bot = actor.state().bot.id;
    await actor.act({ type: 'open-dm', user: bot });
    const dm = actor.state().conversations.find((each) => each.kind === 'dm' && each.name === bot);
    await actor.act({ type: 'say', channel: dm?.id ?? '', text });
  };
  /** The next message with these words, after one that was seen. */
  const next = (name: string, what: RegExp, after: PageMessage): Promise<PageMessage> =>
    bench
      .person(name)
      .waitFor((message) => Number(message.ts) > Number(after.ts) && what.test(wordsOf(message)), String(what), 30_000);
  const running = async (kind: string) => (await store.operations.running()).filter((each) => each.kind === kind);

  beforeEach(async () => {
    store = await openTestStore();
    bench = await startBench(store);
    await bench.say('ada', 'crew', '/workshop new nov 3 --room #workshop');
    await bench.click('ada', await bench.sees('ada', 'is made'), 'Deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Deploy for');
    await bench.sees('ada', 'nov* is up');
    await bench.say('ada', 'crew', '/workshop open');
    await bench.sees('ada', '*nov* is open');
    for (const [index, name] of ['grace', 'alan', 'katherine'].entries()) {
      await write(name, 'hi');
      await bench.sees(name, `Seat ${index + 1} · nov`);
    }
  });
  afterEach(() => bench.stop());

  it('is scaled by who is asked, and nobody loses a seat unasked and untold', async () => {
    await bench.say('ada', 'crew', '/workshop scale 2');
    const question = await bench.sees('ada', 'Scale nov from 3 seats to 2 seats?');
    expect(wordsOf(question)).toMatch(/1 person sits on a seat that goes:\* 3 <@/);
    expect(wordsOf(question)).toContain('Take their seats away?');
    expect(wordsOf(question)).toMatch(/\$0\.40 an hour instead of \$0\.60/);
    await bench.click('ada', question, 'Scale, 1 person loses their seat');
    await bench.sees('ada', 'has 2 seats now');
    const told = await bench.sees('katherine', 'has fewer seats from now on');
    await bench.sees('katherine', 'The seat is not yours any more');
    await bench.click('katherine', told, 'Get another seat');
    await bench.sees('katherine', 'You are next on the waitlist');
    await bench.say('ada', 'crew', '/workshop scale 3');
    await bench.click('ada', await bench.sees('ada', 'Scale nov from 2 seats to 3 seats?'), 'Scale');
    const seated = await bench.sees('katherine', 'has become free');
    await next('katherine', /Seat 3 · nov\* · ready/, seated);
    expect(bench.world.cloud.restarted).toEqual([]);
  });

  it('is not scaled by an old button, where somebody sits there by now', async () => {
    const workshop = (await bench.world.usher.list())[0]!.workshop;
    const third = (await store.seats.list(workshop.id))[2]!;
    await bench.world.usher.release(workshop, 'U-ADA', 3, third.owner ?? '');
    await bench.say('ada', 'crew', '/workshop scale 2');
    const question = await bench.sees('ada', 'Scale nov from 3 seats to 2 seats?');
    expect(wordsOf(question)).not.toContain('seat that goes');
    await write('katherine', 'hi again');
    await bench.world.until('seat-claimed', ({ no }) => no === 3);
    await bench.click('ada', question, 'Scale');
    await bench.sees('ada', 'Something has changed since I asked');
    expect((await bench.world.usher.get(workshop.id))?.spec.seats).toBe(3);
  });

  it('gets a new instance for a seat after a question; its sitter is told before, and gets a card after', async () => {
    await bench.say('ada', 'crew', '/workshop replace 1');
    const question = await bench.sees('ada', 'Replace the instance of seat 1 of nov?');
    expect(wordsOf(question)).toContain('it is lost for good');
    expect(bench.world.cloud.replaced).toEqual([]);
    await bench.click('ada', question, 'Replace seat 1');
    const told = await bench.sees('grace', 'is giving your seat 1 a new machine');
    await bench.sees('ada', 'Replaced seat 1');
    await next('grace', /Seat 1 · nov\* · ready/, told);
    expect(bench.world.cloud.replaced).toEqual([1]);
    await bench.say('ada', 'crew', '/workshop replace failing');
    await bench.sees('ada', 'there is nothing to replace');
    await bench.say('ada', 'crew', '/workshop replace 9');
    await bench.sees('ada', 'there is no seat 9');
  });

  it('is turned off and on again, and says so to everybody who sits there', async () => {
    await bench.say('ada', 'crew', '/workshop stop');
    const question = await bench.sees('ada', 'Turn nov off?');
    expect(wordsOf(question)).toContain('$0.15 an hour then instead of $0.60');
    expect(wordsOf(question)).toContain('load balancers and the database go on');
    await bench.click('ada', question, 'Turn off');
    await bench.sees('ada', 'is off after');
    const told = await bench.sees('grace', 'is turned off for now');
    await write('alan', 'hello?');
    await bench.sees('alan', 'It is off for now');
    await bench.say('ada', 'crew', '/workshop start --at 23:59');
    await bench.click('ada', await bench.sees('ada', 'Turn nov on by itself'), 'Turn on');
    await bench.sees('ada', 'is turned on by itself:');
    expect(await running('start')).toEqual([]);
    await bench.say('ada', 'crew', '/workshop cancel');
    await bench.sees('ada', 'is not turned on by itself any more');
    await bench.say('ada', 'crew', '/workshop start');
    await bench.click('ada', await bench.sees('ada', 'Turn nov on?* It takes'), 'Turn on for');
    await bench.sees('ada', 'is on again');
    await next('grace', /Seat 1 · nov\* · ready/, told);
  });
});
