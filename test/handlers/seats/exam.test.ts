/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench(await openTestStore());
});
afterEach(() => bench.stop());

it('shows of one seat everything it stands on, and of several only what is wrong', async () => {
  await bench.world.deployed(3, { crewChannel: bench.slack.channelId('crew') });
  await bench.say('ada', 'crew', '/workshop health 2');
  const well = wordsOf(await bench.sees('ada', '*Seat 2 of nov is fine*'));
  expect(well).toContain('✅ instance running  ✅ ECS agent connected');
  expect(well).toContain('✅ containers: `jupyter-seat` done, `jupyter` running');
  expect(well).toContain('✅ target healthy');
  expect(well).toContain('✅ answers at http://lb-1.test:8002/');
  expect(well).not.toContain('❌ ');
  bench.world.cloud.broken.set(3, 'out of memory');
  await bench.say('ada', 'crew', '/workshop health 3');
  const ill = wordsOf(await bench.sees('ada', '*Seat 3 of nov is not fine*'));
  expect(ill).toContain('❌ target unhealthy: it does not answer its health check');
  expect(ill).toContain('❌ does not answer at http://lb-1.test:8003/');
  await bench.say('ada', 'crew', '/workshop health 1-3');
  expect(wordsOf(await bench.sees('ada', '*2 of 3 fine*'))).not.toContain('ECS agent');
});
