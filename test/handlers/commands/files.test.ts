/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

describe('a deploy of a workshop with files, all of whose seats are ready', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  it('sends what changed without a question, says when seats take it up, and shows it in the crew channel', async () => {
    const spec = { files: { kind: 'folder', path: '/lessons' } } as const;
    await bench.world.deployed(2, { spec, crewChannel: bench.slack.channelId('crew') });
    expect(bench.world.cloud.uploaded).toHaveLength(1);
    await bench.say('ada', 'crew', '/workshop deploy nov');
    await bench.sees('ada', /sending what changed of its files.*\/workshop restart all jupyter/);
    await bench.sees('mary', /Deployed nov/);
    expect(bench.world.cloud.uploaded).toHaveLength(2);
    expect(bench.logged.filter((line) => !line.startsWith('info'))).toEqual([]);
  });
});
