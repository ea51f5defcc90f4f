/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createCredentials } from '../../../workshop/credentials';
import type { Workshop } from '../../../workshop/workshop';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { SECRET } from '../../support/world';

let bench: Bench;
let nov: Workshop;
let password: string;
beforeEach(async () => {
  bench = await startBench(await openTestStore());
  nov = await bench.world.deployed(3, {
    crewChannel: bench.slack.channelId('crew'),
    room: bench.slack.channelId('workshop'),
  });
  password = createCredentials(SECRET).seatPassword(nov, 1);
  await bench.world.usher.claim(bench.person('grace').id, nov.id);
});
afterEach(() => bench.stop());

const everythingSeenBy = (name: string): string =>
  bench
    .person(name)
    .state()
    .messages.map((message) => wordsOf(message))
    .join();

it('gives addresses and password to the asker’s DM alone, tells whoever sits there, and is on record', async () => {
  await bench.say('ada', 'crew', '/workshop visit @grace');
  const answer = await bench.sees('ada', 'are in our direct messages');
  expect(wordsOf(answer)).toContain(`<@${bench.person('grace').id}> is told that you look in`);
  const card = await bench.sees('ada', 'Visit to seat 1 · nov');
  expect(wordsOf(card)).toContain(password);
  expect(wordsOf(card)).toContain('http://lb-1.test:8001/');
  expect(card.channel).not.toBe(answer.channel);
  const told = await bench.sees('grace', 'looks into your seat 1');
  expect(wordsOf(told)).toContain(`<@${bench.person('ada').id}>`);
  for (const name of ['grace', 'mary', 'alan']) expect(everythingSeenBy(name)).not.toContain(password);
  expect(wordsOf(answer)).not.toContain(password);
  expect(bench.world.events).toContainEqual(
    expect.objectContaining({ type: 'seat-visited', actor: bench.person('ada').id, no: 1 }),
  );
});

it('is possible where nobody sits, and refused before there is anything, and to participants', async () => {
  await bench.say('ada', 'crew', '/workshop visit 3');
  await bench.sees('ada', 'nobody sits there');
  await bench.say('grace', 'workshop', '/workshop visit 3');
  await bench.sees('grace', 'for organisers');
  await bench.world.newWorkshop(2, { name: 'dec', crewChannel: bench.slack.channelId('crew') });
  await bench.say('ada', 'crew', '/workshop visit 1 dec');
  await bench.sees('ada', 'there is nothing at its seats yet');
  await bench.say('ada', 'crew', '/workshop visit 4 nov');
  await bench.sees('ada', 'there is no seat 4');
  expect(bench.world.events.filter(({ type }) => type === 'seat-visited')).toHaveLength(1);
});

it('says so where whoever sits there cannot be told', async () => {
  const { participants, seats } = bench.world.store;
  await seats.claim(nov.id, (await participants.ensure(nov.id, 'U0GONE')).id);
  await bench.say('ada', 'crew', '/workshop visit 2');
  await bench.sees('ada', 'could not be told: please say that you look in');
});
