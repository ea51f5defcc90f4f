/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { bucketName, databaseHost, secretName } from '../../../infra/names';
import { createCredentials } from '../../../workshop/credentials';
import type { Workshop } from '../../../workshop/workshop';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { SECRET } from '../../support/world';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench(await openTestStore());
});
afterEach(() => bench.stop());

const newest = async (name: string): Promise<Workshop> => {
  const found = await bench.world.usher.recall(name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

/** A workshop with choices of its own, deployed, sat in, and destroyed. */
const oldNov = async (): Promise<Workshop> => {
  await bench.say('ada', 'crew', '/workshop new nov 4 --spares 1 --room #workshop --until 8h --region eu-central-1');
  await bench.sees('ada', '*nov* is made');
  const nov = await newest('nov');
  const deployed = await bench.world.usher.deploy(nov, 'U-ADA');
  if (!('started' in deployed)) throw new Error('no deploy');
  await bench.world.until('operation-ended', (event) => event.operationId === deployed.started.id);
  await bench.world.usher.claim(bench.person('grace').id, nov.id);
  const destroyed = await bench.world.usher.destroy(await newest('nov'), 'U-ADA');
  if (!('started' in destroyed)) throw new Error('no destroy');
  await bench.world.until('operation-ended', (event) => event.operationId === destroyed.started.id);
  return newest('nov');
};

it('copies all that a past workshop was, but for its people, channels and end', async () => {
  const nov = await oldNov();
  await bench.say('ada', 'crew', '/workshop list --past');
  const list = await bench.sees('ada', '*nov* · destroyed');
  expect(wordsOf(list)).toContain('/workshop new nov-2 --like nov');
  await bench.say('ada', 'crew', '/workshop new jan --like nov');
  const answer = await bench.sees('ada', '*jan* is made: 4 seats and 1 spare');
  expect(wordsOf(answer)).toMatch(/Made like \*nov\* of .*People, channels and the end are not copied/);
  const jan = await newest('jan');
  expect(jan.spec).toEqual({ ...nov.spec, name: 'jan' });
  expect(jan).toMatchObject({ room: undefined, endsAt: undefined, state: 'new' });
  expect(await bench.world.store.participants.list(jan.id)).toEqual([]);
});

it('lets the words go before what is copied', async () => {
  await oldNov();
  await bench.say('ada', 'crew', '/workshop new jan 9 --like nov --region us-west-2 --spares 0 --room #workshop');
  await bench.sees('ada', '*jan* is made: 9 seats with Jupyter and Airflow in us-west-2');
  expect(await newest('jan')).toMatchObject({ spec: { seats: 9, spares: 0 }, room: bench.slack.channelId('workshop') });
});

it('has no password, bucket, secret or name of the database in common with an earlier run of the same name', async () => {
  const before = await oldNov();
  await bench.say('ada', 'crew', '/workshop new nov --like nov');
  await bench.sees('ada', 'Made like *nov*');
  const again = await newest('nov');
  expect(again.id).not.toBe(before.id);
  const credentials = createCredentials(SECRET);
  for (const nameOf of [
    bucketName,
    databaseHost,
    (workshop: Workshop) => secretName(workshop, 'batch-001'),
    (workshop: Workshop) => credentials.databasePassword(workshop),
    (workshop: Workshop) => credentials.seatKey(workshop, 1, 'jupyter-cookie'),
  ]) {
    expect(nameOf(again)).not.toBe(nameOf(before));
  }
  for (let no = 1; no <= 5; no += 1) {
    expect(credentials.seatPassword(again, no)).not.toBe(credentials.seatPassword(before, no));
  }
});

it('says what is missing, unknown or said twice', async () => {
  await oldNov();
  await bench.say('ada', 'crew', '/workshop new --like nov');
  await bench.sees('ada', 'what is it called?');
  await bench.say('ada', 'crew', '/workshop new jan --like nob');
  await bench.sees('ada', 'Did you mean `nov`?');
  await bench.say('ada', 'crew', '/workshop new jan --like nov --file x.yml');
  await bench.sees('ada', 'Which one is meant?');
  await bench.say('ada', 'crew', '/workshop new jan');
  await bench.sees('ada', 'How many seats shall *jan* have?');
});
