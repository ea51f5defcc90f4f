/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseCommand } from '../../../handlers/commands/parse';
import { registry } from '../../../handlers/commands';
import { announcementEnded, announcementMessage, announcePreview } from '../../../handlers/views/announce';
import { announcementText } from '../../../handlers/views/announcement-text';
import { checkBlocks } from '../../../local/slack/blocks/check';
import type { Usher } from '../../../workshop/usher/usher';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { sampleWorkshop } from '../views/sample';

describe('the words of an announcement', () => {
  const read = (text: string) => {
    const parsed = parseCommand(`announce ${text}`, registry);
    return parsed.kind === 'request' ? parsed.request : parsed.says;
  };
  it.each([
    ['Lunch is ready', { text: 'Lunch is ready', to: { kind: 'all' } }],
    ['7 minutes left', { text: '7 minutes left', to: { kind: 'all' } }],
    [`It's "now"\n\n*all* of you`, { text: `It's "now"\n\n*all* of you`, to: { kind: 'all' } }],
    ['--to 3-9 Back soon', { text: 'Back soon', to: { kind: 'range', from: 3, to: 9 } }],
    ['Back soon —to unseated', { text: 'Back soon', to: { kind: 'unseated' } }],
    ['--workshop nov --to <@U1|ada> Hi', { text: 'Hi', to: { kind: 'person', userId: 'U1' }, workshop: 'nov' }],
    ['a --to 3-9 b', { text: 'a --to 3-9 b', to: { kind: 'all' } }],
  ])('reads %j', (typed, request) => expect(read(typed)).toEqual(request));

  it('says what is missing, too long, or not to be understood', () => {
    expect(read('')).toBe('What shall I tell them?');
    expect(read('--to 3-9')).toBe('What shall I tell them?');
    expect(read('--to everybodee Hi')).toContain('I cannot tell whom `everybodee` means');
    expect(read('x'.repeat(1250))).toContain('an announcement takes 1,200');
    expect(read('--to 7 --to 8 Hi')).toContain('`--to` is there twice');
  });

  it.each([
    ['<!channel> now', '@channel now'],
    ['<!here|here> <!everyone>', 'here @everyone'],
    ['<!subteam^S1|@devs>!', '@devs!'],
    ['<!date^1^{date}|<!here>>', '&lt;!date^1^{date}|@here&gt;'],
    ['<<!channel>>', '&lt;@channel&gt;'],
    ['<@U1|ada> in <#C1|crew>: <https://a.example/x?a=1&amp;b=2|here>', undefined],
    ['1 &lt; 2 & 3 > 2', '1 &lt; 2 &amp; 3 &gt; 2'],
    ['<javascript:alert(1)|x> <@channel>', 'x @channel'],
  ])('turns %j into words that wake no channel', (typed, text) => {
    expect(announcementText(typed)).toBe(text ?? typed);
    expect(announcementText(typed)).not.toMatch(/<!/);
  });

  it('fits into Slack’s blocks, however many cannot be told', () => {
    const workshop = sampleWorkshop(1000);
    const announcement = {
      id: 'a1',
      workshopId: 'w1',
      by: 'U1',
      text: '&amp;'.repeat(240),
      audience: { kind: 'all' } as const,
      state: 'telling' as const,
      createdAt: new Date(),
    };
    const crowd = Array.from({ length: 1000 }, (_, i) => ({ userId: i % 2 ? undefined : `U${i}`, no: i + 1 }));
    const recipients = crowd.map((each, i) => ({ ...each, place: i + 1, state: 'failed' as const }));
    for (const { text, blocks } of [
      announcePreview(workshop, { announcement, hearers: crowd }),
      announcementMessage(workshop, announcement.text, 'U1'),
      announcementEnded(workshop, { announcement, recipients }),
    ]) {
      expect(checkBlocks(blocks, 'message')).toEqual([]);
      expect(text.length).toBeLessThan(4000);
    }
  });
});

describe('an announcement', () => {
  let bench: Bench;
  const start = async (wrap?: (usher: Usher) => Usher) => {
    bench = await startBench(await openTestStore(), wrap ? { wrap } : {});
  };
  beforeEach(() => start());
  afterEach(() => bench.stop());

  const seat = async (...names: string[]) => {
    const nov = await bench.world.deployed(4, {
      crewChannel: bench.slack.channelId('crew'),
      room: bench.slack.channelId('workshop'),
    });
    for (const name of names) await bench.world.usher.claim(bench.person(name).id, nov.id);
    return nov;
  };

  it('is shown with the number of people, told on yes, and ended by a line to whoever wrote it', async () => {
    await seat('grace', 'alan');
    await bench.say('ada', 'crew', '/workshop announce *Lunch* is ready, @channel & all: back at 13:30');
    const preview = await bench.sees('ada', 'Tell 2 people of nov?');
    expect(preview.ephemeral).toBe(true);
    expect(wordsOf(preview)).toContain('*Lunch* is ready, @channel &amp; all: back at 13:30');
    await bench.click('ada', preview, 'Tell 2 people');
    const told = await bench.sees('grace', '*Lunch* is ready, @channel');
    expect(wordsOf(told)).toContain(`From <@${bench.person('ada').id}>`);
    await bench.sees('alan', '*Lunch* is ready');
    const end = await bench.sees('mary', '*2 told*.');
    expect(wordsOf(end)).toContain(`<@${bench.person('ada').id}>`);
    await bench.click('ada', preview, 'Tell 2 people').catch(() => undefined);
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('does nothing on Not now, and is for organisers only', async () => {
    await seat('grace');
    await bench.say('grace', 'workshop', '/workshop announce free pizza');
    await bench.sees('grace', 'for organisers');
    await bench.say('ada', 'crew', '/workshop announce Lunch is ready');
    await bench.click('ada', await bench.sees('ada', 'Tell 1 person'), 'Not now');
    await bench.sees('ada', 'Nothing was done');
    expect(bench.world.events.filter(({ type }) => type === 'announced')).toEqual([]);
  });

  it('names the seats whose people Slack does not reach', async () => {
    const nov = await seat('grace');
    const { participants, seats } = bench.world.store;
    await seats.claim(nov.id, (await participants.ensure(nov.id, 'U0GONE')).id);
    await bench.say('ada', 'crew', '/workshop announce --to 1-2 Your seats are back');
    await bench.click('ada', await bench.sees('ada', 'Whoever sits at seats 1-2 gets'), 'Tell 2 people');
    await bench.sees('grace', 'Your seats are back');
    await bench.sees('ada', '*1 told*; read aloud to 2.');
  });

  it('reaches members of the room who have no seat, and no bot and no organiser', async () => {
    await seat('grace');
    await bench.say('ada', 'crew', '/workshop announce --to unseated Write me any word');
    const preview = await bench.sees('ada', 'who has no seat yet gets');
    const members = bench.person('grace').state().conversations;
    expect(members.length).toBeGreaterThan(0);
    await bench.click('ada', preview, 'Tell');
    await bench.sees('alan', 'Write me any word');
    await bench.world.until('announcement-ended');
    const heard = bench
      .person('grace')
      .state()
      .messages.filter((each) => wordsOf(each).includes('Write me any word'));
    expect(heard).toEqual([]);
  });

  it('goes on where a stopped bot ended, tells nobody twice, and says of whom it is not sure', async () => {
    const nov = await seat('grace', 'alan', 'katherine', 'dorothy');
    await bench.stop();
    const store = bench.world.store;
    const { announcements } = bench.world.usher;
    const { announcement } = await announcements.draft(nov, 'U-ADA', 'Half time', { kind: 'all' });
    await announcements.confirm(announcement.id, 'U-ADA');
    // One was told; another was being told when the process died.
    const first = await announcements.next(announcement.id);
    await announcements.settle(announcement.id, first?.place ?? 0, 'told');
    await announcements.next(announcement.id);
    bench = await startBench(store);
    const end = await bench.world.until('announcement-ended');
    expect(end).toMatchObject({ told: 3, people: 4 });
    expect((await store.announcements.recipients(announcement.id)).map(({ state }) => state)).toEqual([
      'told',
      'telling',
      'told',
      'told',
    ]);
  });
});
