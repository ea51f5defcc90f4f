/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { registry } from '../../../handlers/commands';
import { parseAmount } from '../../../handlers/commands/parse/amount';
import { parseCommand } from '../../../handlers/commands/parse';
import { isUsageError } from '../../../handlers/commands/parse/usage';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore, workerPGlite } from '../../support/store';

const HOUR_MS = 3_600_000;
const settled = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an amount of dollars', () => {
  it.each([
    ['200', 200],
    ['$1,500', 1500],
    ['99.50usd', 99.5],
    ['1000000', 1_000_000],
  ])('is read from %s', (typed, amount) => expect(parseAmount(typed)).toBe(amount));

  it.each(['0', '-5', '200€', '1e3', '12,5', '1000001', 'lots', ''])('is not read from %j', (typed) =>
    expect(isUsageError(parseAmount(typed))).toBe(true),
  );
});

describe('/workshop limit, as typed', () => {
  const read = (text: string) => {
    const parsed = parseCommand(`limit ${text}`, registry);
    return parsed.kind === 'request' ? parsed.request : parsed.kind;
  };
  it.each([
    ['200', { limit: 200 }],
    ['200 nov', { limit: 200, workshop: 'nov' }],
    ['nov to $1,500', { limit: 1500, workshop: 'nov' }],
    ['off', { limit: 'off' }],
    ['nov off', { limit: 'off', workshop: 'nov' }],
    ['nov', { workshop: 'nov' }],
    ['', {}],
  ])('%s', (text, request) => expect(read(text)).toEqual(request));
  it.each(['200€', '200 nov dec', '-1'])('%s is explained', (text) => expect(read(text)).toBe('usage error'));
});

describe('the limit of a workshop', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  const idOf = (name: string) => bench.person(name).id;
  const workshop = async () => (await bench.world.store.workshops.list())[0]!;
  const deployed = async (words: string) => {
    await bench.say('ada', 'crew', `/workshop new nov 10 --room #workshop ${words}`);
    await bench.sees('ada', 'is made');
    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), 'Deploy for');
    await bench.world.until('operation-ended', ({ kind }) => kind === 'deploy');
  };
  /** As if everything had begun to stand so long ago; ten seats cost $2 an hour. */
  const runsFor = (hours: number) =>
    workerPGlite().query('update steps set started_at = $1', [new Date(Date.now() - hours * HOUR_MS).toISOString()]);
  const alarms = (who: 'ada' | 'mary') =>
    bench
      .person(who)
      .state()
      .messages.filter((message) => wordsOf(message).includes('💸'));

  it('calls the organisers at 80 and at 100 per cent, once each, with what it will be at the end', async () => {
    await deployed('--limit 20 --until 8h');
    await bench.world.usher.addCrew(await workshop(), 'U-ADA', idOf('mary'), 'organiser');
    await runsFor(8.5);
    const first = await bench.sees('mary', /has cost about \*\$17\.0\d\*, 85 % of its limit of \$20/);
    expect(wordsOf(first)).toMatch(/at its end/);
    expect(wordsOf(first)).toContain(`<@${idOf('ada')}> <@${idOf('mary')}>`);
    await runsFor(11);
    const second = await bench.sees('mary', /has passed its limit: about \*\$22\.0\d\* of \$20/);
    await settled(300);
    expect(alarms('mary')).toHaveLength(2);

    await bench.click('ada', second, 'Extend limit to $38');
    await bench.sees('ada', /The limit of \*nov\* is \*\$38\.00\* now/);
    expect((await workshop()).priceLimit).toBe(38);
    expect(bench.world.events.filter(({ type }) => type.startsWith('limit-'))).toMatchObject([
      { type: 'limit-passed', share: 80, limit: 20 },
      { type: 'limit-passed', share: 100, limit: 20 },
      { type: 'limit-set', limit: 38 },
    ]);

    await bench.click('ada', second, 'Destroy…');
    for (let tries = 0; !bench.person('ada').state().view && tries < 100; tries += 1) await settled(50);
    expect(bench.person('ada').state().view?.view).toMatchObject({ callback_id: 'destroy-workshop' });
  });

  it('is said where money is about to be spent, and in status', async () => {
    await bench.say('ada', 'crew', '/workshop new nov 10 --limit $10 --until 8h');
    await bench.sees('ada', /You are called when it has cost 80 % of \$10\.00/);
    await bench.say('ada', 'crew', '/workshop plan');
    await bench.sees('ada', /That passes its limit of \$10\.00.*it would be about \$16\.00/s);
    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.sees('ada', /Deploy nov\?.*That passes its limit of \$10\.00/s);
    await bench.say('ada', 'crew', '/workshop limit 20');
    await bench.sees('ada', /The limit of \*nov\* is \*\$20\.00\* now\. Nothing was spent yet/);
    await bench.say('ada', 'crew', '/workshop status');
    await bench.sees('ada', 'limit $20.00');
    await bench.say('ada', 'crew', '/workshop limit off');
    await bench.sees('ada', 'has no limit now');
    expect((await workshop()).priceLimit).toBeUndefined();
    await bench.say('ada', 'crew', '/workshop limit');
    await bench.sees('ada', 'sets one of $200');
  });

  it('is for organisers alone', async () => {
    await bench.say('ada', 'crew', '/workshop new nov 2');
    await bench.sees('ada', 'is made');
    await bench.world.usher.addCrew(await workshop(), 'U-ADA', idOf('mary'), 'helper');
    await bench.say('mary', 'crew', '/workshop limit 5');
    await bench.sees('mary', 'That is for organisers');
    expect((await workshop()).priceLimit).toBeUndefined();
  });
});
