/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

describe('the form of `new`', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  const opened = async (): Promise<string> => {
    await bench.say('ada', 'crew', '/workshop new');
    for (let tries = 0; tries < 1_500; tries += 1) {
      const { view } = bench.person('ada').state();
      if (view) return view.id;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('no form opened');
  };
  const submit = (viewId: string, fields: { name: string; seats: string; room?: string; until?: string }) =>
    bench.person('ada').act({
      type: 'submit',
      viewId,
      values: {
        name: { value: { value: fields.name } },
        seats: { value: { value: fields.seats } },
        ...(fields.room === undefined ? {} : { room: { value: { selected_conversation: fields.room } } }),
        ...(fields.until === undefined ? {} : { until: { value: { value: fields.until } } }),
      },
    });
  const errors = () => bench.person('ada').state().view?.errors;

  it('puts every error under its field and stays open', async () => {
    const view = await opened();
    await submit(view, { name: 'nov day', seats: 'many', until: 'late' });
    expect(errors()).toEqual({
      name: expect.stringContaining('How about nov-day?'),
      seats: expect.stringContaining('I need a number from 1 to 1,000.'),
      until: expect.stringContaining('Try 17:30, 2h'),
    });
    expect(await bench.world.usher.list()).toEqual([]);
  });

  it('makes what it was told and says so where `new` was typed', async () => {
    const room = bench.slack.channelId('workshop');
    await submit(await opened(), { name: 'Nov', seats: '1,000', room, until: '2h' });
    const made = await bench.sees('ada', '*nov* is made: 1000 seats');
    expect(made).toMatchObject({ channel: bench.slack.channelId('crew'), ephemeral: true });
    expect(bench.person('ada').state().view).toBeUndefined();
    const [nov] = await bench.world.usher.list();
    expect(nov?.workshop).toMatchObject({ room, crewChannel: bench.slack.channelId('crew'), spec: { seats: 1000 } });
    expect(nov?.workshop.endsAt).toBeInstanceOf(Date);
  });

  it('refuses a name that is taken, under the name', async () => {
    await bench.say('ada', 'crew', '/workshop new nov 2');
    await bench.sees('ada', 'is made');
    await submit(await opened(), { name: 'nov', seats: '3' });
    expect(errors()).toEqual({ name: expect.stringContaining('Take another name, like nov-2') });
  });

  it('says so where Slack would not open it any more', async () => {
    bench.slack.failNext('views.open', 1, { error: 'expired_trigger_id' });
    await bench.say('ada', 'crew', '/workshop new');
    await bench.sees('ada', 'Slack waits only three seconds for a window to open');
  });
});
