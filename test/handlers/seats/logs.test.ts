/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LINES_SHOWN, logsMessage } from '../../../handlers/views/logs';
import { checkBlocks } from '../../../local/slack/blocks/check';
import { ProblemError } from '../../../workshop/problems';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { sampleWorkshop } from '../views/sample';

const line = (text: string, container = 'jupyter') => ({ at: new Date('2026-11-24T16:30:05Z'), container, text });

it('fits into Slack’s blocks whatever an app writes, and no line gets out of its block of code', () => {
  const odd = ['```', '<!channel>', '&'.repeat(400), '`'.repeat(300), '', '🐘'.repeat(200)];
  const lines = Array.from({ length: LINES_SHOWN }, (_, i) => line(odd[i % odd.length] ?? ''));
  const { blocks, text } = logsMessage(
    sampleWorkshop(9),
    7,
    new Map([
      ['jupyter', lines],
      ['airflow', lines],
    ]),
  );
  expect(checkBlocks(blocks, 'message')).toEqual([]);
  expect(text.length).toBeLessThan(3000);
  expect(JSON.stringify(blocks)).not.toContain('<!channel');
  for (const block of blocks) {
    const written = block.type === 'section' ? (block.text?.text ?? '') : '';
    expect(written.split('```').length).toBeLessThanOrEqual(3);
  }
});

describe('/workshop logs', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
    const nov = await bench.world.deployed(3, {
      crewChannel: bench.slack.channelId('crew'),
      room: bench.slack.channelId('workshop'),
    });
    await bench.world.usher.claim(bench.person('grace').id, nov.id);
    const lines = Array.from({ length: 30 }, (_, i) => line(`number ${i}.`));
    bench.world.cloud.written.set('1 jupyter', [...lines, line('Killed <b>')]);
    bench.world.cloud.written.set('1 airflow', [line('waiting for the database server', 'airflow-database')]);
  });
  afterEach(() => bench.stop());

  it('shows the asker alone the last lines of each app, and all of them as a file in their DM', async () => {
    await bench.say('ada', 'crew', '/workshop logs @grace');
    const shown = await bench.sees('ada', 'Log of seat 1 · nov');
    expect(shown.ephemeral).toBe(true);
    const words = wordsOf(shown);
    expect(words).toContain('16:30:05 number 29.');
    expect(words).toContain('16:30:05 Killed &lt;b&gt;');
    expect(words).not.toContain('number 9.');
    expect(words).toContain('[airflow-database] waiting for the database server');
    await bench.click('ada', shown, 'More, as a file');
    await bench.sees('ada', 'The file is in our direct messages.');
    const sent = await bench.person('ada').waitFor((message) => (message.files ?? []).length > 0, 'a file');
    expect(sent.files?.[0]?.name).toMatch(/^log-nov-seat-1-\d+\.txt$/);
    expect(bench.world.events.filter(({ type }) => type === 'logs-read')).toHaveLength(2);
  });

  it('is of one app where one is named, and says what cannot be read', async () => {
    await bench.say('ada', 'crew', '/workshop logs seat 1 airflow nov');
    const shown = wordsOf(await bench.sees('ada', 'Log of seat 1 · nov'));
    expect(shown).not.toContain('Jupyter');
    await bench.say('ada', 'crew', '/workshop logs 2');
    await bench.sees('ada', '*Jupyter* wrote nothing that AWS still has');
    await bench.say('ada', 'crew', '/workshop logs 1-3');
    await bench.sees('ada', 'This takes one seat at a time.');
    await bench.say('ada', 'crew', '/workshop logs 9');
    await bench.sees('ada', 'there is no seat 9');
    await bench.say('ada', 'crew', '/workshop logs 1 jupiter');
    await bench.sees('ada', 'Did you mean `jupyter`?');
    await bench.say('ada', 'crew', '/workshop logs');
    await bench.sees('ada', 'Which seat?');
    bench.world.cloud.outage = new ProblemError({
      kind: 'permission',
      summary: 'AWS refuses logs:GetLogEvents.',
      next: 'Allow it.',
    });
    await bench.say('ada', 'crew', '/workshop logs 1');
    await bench.sees('ada', 'AWS refuses logs:GetLogEvents.');
    await bench.say('grace', 'workshop', '/workshop logs 1');
    await bench.sees('grace', 'for organisers');
  });
});
