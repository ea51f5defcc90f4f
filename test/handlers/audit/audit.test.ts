/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { auditCsv, auditMessage } from '../../../handlers/views/audit';
import { checkBlocks } from '../../../local/slack/blocks/check';
import type { RecordedEvent } from '../../../workshop/events';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { sampleWorkshop } from '../views/sample';

const announced = (id: number, text: string, actor = 'U1'): RecordedEvent => ({
  id,
  at: new Date('2026-11-24T16:30:05Z'),
  workshopId: 'w1',
  actor,
  type: 'announced',
  announcementId: 'a1',
  text,
  people: 2,
});

describe('the audit as a file', () => {
  const csv = (text: string, name: string) =>
    auditCsv(sampleWorkshop(2), [announced(1, text)], new Map([['U1', name]]), 'Europe/Berlin');

  it('has a line for each event with date, zone and name', () => {
    expect(csv('Lunch, "now"', 'Ada').split('\r\n')).toEqual([
      '\ufeffwhen (UTC),when (Europe/Berlin),workshop,who,Slack id,what,seats',
      '2026-11-24T16:30:05.000Z,Tue 24 Nov 17:30,nov,Ada,U1,"announced to 2 people: Lunch, ""now""",',
      '',
    ]);
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'defuses %j, which a spreadsheet would take for a formula',
    (name) => {
      const cells = csv('Lunch', name);
      expect(cells).toMatch(/,"?'[=+\-@\t\r]/);
      expect(cells.replaceAll('\r\n', '\n')).not.toMatch(/[,\n]"?[=+\-@\t\r]/);
    },
  );
});

it('keeps a page within Slack’s blocks, whatever was typed, and wakes nobody', () => {
  const events = Array.from({ length: 20 }, (_, i) =>
    announced(i, '<!channel> <https://x.example|x> &amp; '.repeat(40)),
  );
  const about = { workshop: 'w1', seat: undefined, userId: undefined, before: 5 };
  const { blocks, text } = auditMessage(sampleWorkshop(2), { events, more: true }, about, 'Europe/Berlin');
  expect(checkBlocks(blocks, 'message')).toEqual([]);
  expect(text.length).toBeLessThan(3000);
  expect(JSON.stringify(blocks)).not.toContain('<!channel');
});

describe('/workshop audit', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  const day = async () => {
    const nov = await bench.world.deployed(3, {
      crewChannel: bench.slack.channelId('crew'),
      room: bench.slack.channelId('workshop'),
      by: bench.person('ada').id,
    });
    await bench.world.usher.claim(bench.person('grace').id, nov.id);
    const begun = await bench.world.usher.restartOwn(nov.id, bench.person('grace').id, 'jupyter');
    if (!('started' in begun)) throw new Error('no restart');
    await bench.world.until('operation-ended', (event) => event.operationId === begun.started.id);
    return nov;
  };

  it('shows who did what, newest first, with times and zone; not what Usher noted of its own work', async () => {
    await day();
    await bench.say('ada', 'crew', '/workshop audit');
    const shown = wordsOf(await bench.sees('ada', 'Audit of nov'));
    const grace = `<@${bench.person('grace').id}>`;
    const at = (what: string) => shown.indexOf(what);
    expect(at(`${grace} restarted Jupyter of seat 1`)).toBeGreaterThan(-1);
    expect(at(`${grace} restarted Jupyter of seat 1`)).toBeLessThan(at(`${grace} took seat 1`));
    expect(at(`${grace} took seat 1`)).toBeLessThan(at('made nov with 3 seats'));
    expect(shown).toMatch(/times in [A-Z]\w+/);
    expect(shown).not.toContain('saw seat');
  });

  it('is of one seat with what became of it, or of one person', async () => {
    await day();
    await bench.say('ada', 'crew', '/workshop audit seat 1');
    const seat = wordsOf(await bench.sees('ada', 'Audit of nov* · seat 1'));
    expect(seat).toContain('saw seat 1 ready');
    expect(seat).not.toContain('made nov');
    await bench.say('ada', 'crew', '/workshop audit @grace');
    const person = wordsOf(await bench.sees('ada', `Audit of nov* · <@${bench.person('grace').id}>`));
    expect(person).toContain('took seat 1');
    expect(person).not.toContain('began to deploy');
    await bench.say('ada', 'crew', '/workshop audit 4');
    await bench.sees('ada', 'there is no seat 4');
    await bench.say('ada', 'crew', '/workshop audit 1-3');
    await bench.sees('ada', 'An audit is of one seat');
  });

  it('goes on to older pages, and sends everything as a file to the asker’s DM', async () => {
    const nov = await day();
    for (let i = 0; i < 25; i += 1) {
      const event = { type: 'announced', announcementId: 'a', text: `number ${i}.`, people: 1 } as const;
      await bench.world.store.events.append({ workshopId: nov.id, actor: bench.person('ada').id, ...event });
    }
    await bench.say('ada', 'crew', '/workshop audit');
    const first = await bench.sees('ada', 'number 24.');
    expect(wordsOf(first)).not.toContain('number 4.');
    await bench.click('ada', first, 'Older');
    await bench.sees('ada', 'number 4.');
    await bench.click('ada', first, 'All of it as a file');
    await bench.sees('ada', 'The file is in our direct messages.');
    const sent = await bench.person('ada').waitFor((message) => (message.files ?? []).length > 0, 'a file');
    expect(sent.text).toMatch(/Audit of \*nov\*: \d+ lines/);
    expect(sent.files?.[0]?.name).toMatch(/^audit-nov-\d{4}-\d\d-\d\d\.csv$/);
  });

  it('keeps the record of a workshop that is over', async () => {
    const nov = await day();
    const begun = await bench.world.usher.destroy(nov, bench.person('ada').id);
    if (!('started' in begun)) throw new Error('no destroy');
    await bench.world.until('workshop-destroyed');
    await bench.say('ada', 'crew', '/workshop audit nov');
    await bench.sees('ada', 'began to destroy');
    await bench.say('ada', 'crew', '/workshop audit dec');
    await bench.sees('ada', 'no workshop');
  });
});
