/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, type Bench } from '../support/bolt';
import { openTestStore } from '../support/store';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench(await openTestStore(), { timing: { eventRetriesMs: [0, 3_000] } });
});
afterEach(() => bench.stop(), 20_000);

const connected = (): boolean => bench.person('ada').state().bot.connected;
const opened = (): number => bench.slack.calls.get('apps.connections.open') ?? 0;
async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; !what(); tries += 1) {
    if (tries > 2_500) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a socket that goes', () => {
  it.each([
    ['because it is cut', () => bench.slack.cutSockets()],
    ['because Slack refreshes it, as every few hours', () => bench.slack.refreshSockets()],
  ])(
    '%s is bridged by another at once, until the first is back, and no command is lost meanwhile',
    async (_, goes) => {
      const before = opened();
      goes();
      await until(() => !connected() || opened() > before);
      await until(connected);
      let gaps = 0;
      let asked = 0;
      const watch = setInterval(() => void (connected() || (gaps += 1)), 5);
      // The second of these is the first one's own, 5 s later.
      while (opened() < before + 2) {
        await bench.say('ada', 'crew', `/workshop list`);
        asked += 1;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      await bench.say('ada', 'crew', '/workshop list');
      clearInterval(watch);
      expect(gaps).toBe(0);
      expect(asked).toBeGreaterThan(5);
      await until(() => bench.person('ada').state().messages.length === asked + 1);
      expect(bench.logged.filter((line) => line.startsWith('lost'))).toEqual([]);
    },
    30_000,
  );

  it('because the network went away without a word is noticed, and opened anew', async () => {
    bench.slack.freezeSockets();
    const before = opened();
    await until(() => opened() > before);
    await until(() => bench.logged.some((line) => line.includes("A pong wasn't received")));
    await until(connected);
    // What Slack sends down the dead line is lost, until Slack notices, too.
    const say = () => bench.say('ada', 'crew', '/workshop list').then(Boolean.bind(null, true), () => false);
    while (!(await say()));
    await bench.sees('ada', 'There is no workshop');
  }, 60_000);

  it('is opened again when Slack could not be reached for a while, and Usher does not end', async () => {
    bench.slack.failNext('apps.connections.open', 2, { status: 503 });
    bench.slack.cutSockets();
    await until(() => !connected());
    await until(connected);
    await bench.say('ada', 'crew', '/workshop list');
    await bench.sees('ada', 'There is no workshop');
    expect(bench.logged.filter((line) => line.startsWith('lost'))).toEqual([]);
  }, 30_000);

  it('leaves nothing open behind when Usher stops in the middle of it', async () => {
    const before = opened();
    bench.slack.cutSockets();
    await until(() => opened() > before);
    await bench.bot.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(connected()).toBe(false);
  });
});

describe('what somebody wrote while Usher had no socket', () => {
  it('is answered once, when Slack sends it again', async () => {
    const grace = bench.person('grace');
    await grace.act({ type: 'open-dm', user: grace.state().bot.id });
    const channel = grace.state().conversations.find(({ kind }) => kind === 'dm')?.id ?? '';
    bench.slack.failNext('apps.connections.open', 1, { status: 503 });
    bench.slack.cutSockets();
    await until(() => !connected());
    await grace.act({ type: 'say', channel, text: 'help' });
    await until(connected);
    await bench.sees('grace', 'Words I know');
    const answers = grace.state().messages.filter(({ user }) => user === grace.state().bot.id);
    expect(answers).toHaveLength(1);
  }, 30_000);
});
