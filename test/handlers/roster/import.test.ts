/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, describe, expect, it } from '@jest/globals';
import { readCsv } from '../../../handlers/roster/read-csv';
import { createCredentials } from '../../../workshop/credentials';
import { defaultCast } from '../../../local/slack';
import { wordsOf } from '../../support/bolt';
import { readPdf } from '../../support/read-pdf';
import { SECRET } from '../../support/world';
import { openVenue, says, soon, type Venue } from './venue';

let venue: Venue;
afterEach(() => venue.stop());

const LIST = [
  'Name;E-Mail;Seat;Ticket',
  'Grace Hopper;grace@pydata.example;3;1',
  'Alan Turing;ALAN@pydata.example;;2',
  '"Smith; Ann";ann@example.org;5;3',
  'Bo;;;4',
].join('\r\n');
const passwordOf = (no: number) => createCredentials(SECRET).seatPassword(venue.nov, no);
const id = (name: string) => venue.person(name).id;

describe('a list dropped in the DM by an organiser', () => {
  it('is shown first, changes nothing, and is then imported as it was shown', async () => {
    venue = await openVenue(6, { spares: 1 });
    await venue.drop('ada', 'people.csv', `\uFEFF${LIST}`);
    const preview = await venue.sees('ada', '*people.csv* for *nov* · 4 lines');
    const words = wordsOf(preview);
    expect(words).toContain('• 1 person in Slack gets seat 3, and a message when you open the workshop');
    expect(words).toContain('• 1 person in Slack gets a free seat with their first word');
    expect(words).toContain('• 2 people not in Slack get seats 1, 5, and a card of paper');
    expect(words).toContain('Not read: Ticket.');
    expect(words).not.toContain('problem');
    expect((await venue.world.usher.status(venue.nov)).participants).toEqual([]);

    await venue.click('ada', preview, 'Import 4');
    await venue.sees('ada', '*Imported into nov:* 4 new people, 3 seats given.');
    expect(await venue.seated()).toEqual({ 1: 'Bo', 3: 'grace', 5: 'Smith; Ann' });
    expect(venue.inDm('grace')).toEqual([]);
    await venue.open();
    await soon(() => says(venue.inDm('grace'), passwordOf(3)), 'grace has her card');
    expect(venue.inDm('alan')).toEqual([]);

    // A second click on what was confirmed finds nothing left.
    await venue.drop('ada', 'people.csv', LIST);
    await venue.sees('ada', 'So there is nothing to change.');
    expect(await venue.seated()).toEqual({ 1: 'Bo', 3: 'grace', 5: 'Smith; Ann' });
    expect(venue.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('tells every problem by its line, and imports the good ones only after a yes', async () => {
    venue = await openVenue(6, { spares: 1 });
    await venue.ada('assign 2 @linus');
    await venue.sees('ada', 'Seat 2 of *nov*');
    const list =
      'name,email,seat\nGrace,grace@pydata.example,2\nAlan,alan@pydata.example,99\nAnn <b>,no address,\nBo,,6\nCy,,4\nCy,,\n,stranger@example.org,\nDi,grace@pydata.example,\nLinus,linus@pydata.example,1\n';
    await venue.drop('ada', 'people.csv', list);
    const preview = await venue.sees('ada', '*8 problems*, left out:');
    for (const line of [
      `• line 2: seat 2 is taken by <@${id('linus')}>`,
      '• line 3: there is no such seat: there are 6',
      '• line 4: \\"no address\\" is no email address',
      '• line 5: seat 6 is a spare, which nobody is given',
      '• line 7: the same name as line 6; emails would tell them apart',
      '• line 8: not in Slack, and has no name',
      '• line 9: the same email as line 2',
      `• line 10: <@${id('linus')}> sits at seat 2; to move them: \`/workshop assign 1\` and their name`,
    ]) {
      expect(wordsOf(preview)).toContain(line);
    }
    expect(await venue.seated()).toEqual({ 2: 'linus' });
    await venue.click('ada', preview, 'Import the 1 good one');
    await venue.sees('ada', '*Imported into nov:* 1 new person, 1 seat given.');
    expect(await venue.seated()).toEqual({ 2: 'linus', 4: 'Cy' });
  });

  it('is put away on a no, and is imported once on two clicks', async () => {
    venue = await openVenue(4);
    await venue.drop('ada', 'people.csv', 'name\nAnn\n');
    const preview = await venue.sees('ada', '· 1 line');
    await Promise.all([venue.click('ada', preview, 'Import 1'), venue.click('ada', preview, 'Import 1')]);
    await venue.world.until('roster-imported');
    expect(venue.world.events.filter(({ type }) => type === 'roster-imported')).toHaveLength(1);
    await venue.drop('ada', 'more.csv', 'name\nBo\n');
    await venue.click('ada', await venue.sees('ada', '*more.csv* for'), 'Keep as it is');
    await venue.sees('ada', 'Nothing was done');
    expect(await venue.seated()).toEqual({ 1: 'Ann' });
  });

  it('is told what is wrong with it as a whole', async () => {
    venue = await openVenue(2);
    await venue.drop('ada', 'people.xlsx', 'PK');
    await venue.sees('ada', 'I could not read *people.xlsx*, so nothing was changed. I read CSV files.');
    await venue.drop('ada', 'latin.csv', 'x');
    await venue.sees(
      'ada',
      'I could not read *latin.csv*, so nothing was changed. Its first line has to name the columns',
    );
    await venue.drop('ada', 'large.csv', `name\n${'x'.repeat(1_000_001)}`);
    await venue.sees('ada', 'I read lists of up to 1 MB.');
    expect(venue.world.events.filter(({ type }) => type === 'roster-imported')).toEqual([]);
  });

  it('asks which workshop is meant, unless the words beside it say so', async () => {
    venue = await openVenue(3);
    const dec = await venue.world.newWorkshop(3, { name: 'dec', crewChannel: 'C2', room: undefined });
    await venue.drop('ada', 'people.csv', 'name\nAnn\n');
    const question = await venue.sees('ada', 'Which workshop is *people.csv* the roster of?');
    await venue.click('ada', question, 'dec');
    await venue.click('ada', await venue.sees('ada', '*people.csv* for *dec* · 1 line'), 'Import 1');
    await venue.sees('ada', '*Imported into dec:*');
    expect((await venue.world.usher.status(dec)).participants).toHaveLength(1);
    await venue.drop('ada', 'nov.csv', 'name\nAnn\n', 'this is for nov, please');
    await venue.sees('ada', '*nov.csv* for *nov*');
  });

  it('looks 100 people up in Slack within its limit, and says how long that takes', async () => {
    venue = await openVenue(120, { cast: defaultCast(100) });
    const people = Array.from({ length: 100 }, (_, i) => `guest-${String(i + 1).padStart(3, '0')}@pydata.example`);
    await venue.drop('ada', 'people.csv', `email\n${people.join('\n')}\n`);
    await venue.sees('ada', 'looked up 45 of 100 emails in Slack, which answers about 45 a minute. About 2 min left.');
    await venue.click('ada', await venue.sees('ada', '• 100 people in Slack get a free seat'), 'Import 100');
    await venue.sees('ada', '*Imported into nov:* 100 new people');
    expect(venue.slack.calls.get('users.lookupByEmail')).toBe(100);
    await venue.drop('ada', 'again.csv', `email\n${people.join('\n')}\n`);
    await venue.sees('ada', '• 100 lines say what I know already');
    // Nobody is asked for twice.
    expect(venue.slack.calls.get('users.lookupByEmail')).toBe(100);
  });

  it('says what is missing where the app may not look people up', async () => {
    venue = await openVenue(2);
    venue.slack.failNext('users.lookupByEmail', 1, { error: 'missing_scope' });
    await venue.drop('ada', 'people.csv', 'email\ngrace@pydata.example\n');
    await venue.sees(
      'ada',
      'My Slack app lacks a permission it needs. Install it again with the current manifest.yml.',
    );
  });
});

describe('a list dropped by a participant', () => {
  it('is no list: the crew hears that they are stuck, as from a picture', async () => {
    venue = await openVenue(3);
    await venue.open();
    await venue.drop('grace', 'people.csv', 'name\nAnn\n');
    await venue.sees('grace', 'I have told the organisers that you are stuck at seat 1');
    expect(await venue.seated()).toEqual({ 1: 'grace' });
  });
});

describe('a list in the window of `roster import`', () => {
  it('is refused there where it is none, and answered in the DM', async () => {
    venue = await openVenue(3);
    await venue.ada('roster import');
    const ada = venue.person('ada');
    await soon(() => ada.state().view !== undefined, 'the window');
    const view = () => ada.state().view;
    const submit = async (name: string, text: string) => {
      await ada.act({ type: 'upload', key: name, name, content: Buffer.from(text).toString('base64') });
      await ada.act({ type: 'submit', viewId: view()?.id ?? '', values: { file: { value: { files: [name] } } } });
    };
    await submit('huge.csv', `name\n${'x'.repeat(1_000_001)}`);
    expect(view()?.errors).toEqual({ file: 'I read lists of up to 1 MB.' });
    await submit('people.csv', 'name,seat\nAnn,2\n');
    expect(view()).toBeUndefined();
    expect((await venue.sees('ada', 'I read the list and answer in our direct messages')).ephemeral).toBe(true);
    const preview = await venue.sees('ada', '*people.csv* for *nov* · 1 line');
    expect(venue.inDm('ada').map(({ ts }) => ts)).toContain(preview.ts);
    await venue.click('ada', preview, 'Import 1');
    await venue.sees('ada', '*Imported into nov:*');
    expect(await venue.seated()).toEqual({ 2: 'Ann' });
  });
});

describe('the roster as a file', () => {
  it('goes to the asker’s DM alone, with names and emails and without passwords, and comes back unchanged', async () => {
    venue = await openVenue(4);
    await venue.open();
    await venue.ada('assign 2 "=Ann Smith"');
    await venue.ada('assign 3 @grace');
    await venue.sees('ada', 'Seat 3 of *nov*');
    await venue.ada('roster csv');
    await venue.sees('ada', 'I have sent you the roster as a direct message');
    const message = venue.inDm('ada').find(({ files }) => files !== undefined);
    expect(message?.files?.[0]?.name).toBe('nov-roster.csv');
    const csv = (await venue.bytesOf('ada', message as never)).toString('utf8');
    expect(csv.split('\r\n').slice(1, 3)).toEqual([
      "002,'=Ann Smith,,no,ready",
      '003,Grace Hopper,grace@pydata.example,yes,ready',
    ]);
    for (const no of [1, 2, 3, 4]) expect(csv).not.toContain(passwordOf(no));
    for (const name of ['grace', 'mary']) {
      expect(
        venue
          .person(name)
          .state()
          .messages.some(({ files }) => files !== undefined),
      ).toBe(false);
    }
    expect(readCsv(csv)).toMatchObject({ problems: [] });
    await venue.drop('ada', 'nov-roster.csv', csv);
    await venue.sees('ada', '*nov-roster.csv* for *nov* · 2 lines');
    expect((await venue.seated())[2]).toBe('=Ann Smith');
    const preview = wordsOf(await venue.sees('ada', '*nov-roster.csv* for *nov* · 2 lines'));
    expect(preview).not.toContain('problem');
  });
});

describe('cards', () => {
  it('are of people who are not in Slack, in the asker’s DM alone, and true', async () => {
    venue = await openVenue(4);
    await venue.ada('assign 2 "Ann Smith"');
    await venue.ada('assign 3 @grace');
    await venue.ada('assign 4 "王小明"');
    await venue.sees('ada', 'Seat 4 of *nov*');
    await venue.ada('cards');
    await venue.sees('ada', 'I have sent you 2 cards as a PDF');
    const message = venue.inDm('ada').find(({ files }) => files !== undefined);
    expect(message?.text).toContain('2 cards of *nov*, seats 2, 4.');
    expect(message?.text).toContain('王小明 → Wang Xiao Ming');
    const [page, ...more] = await readPdf(await venue.bytesOf('ada', message as never));
    expect(more).toEqual([]);
    for (const words of ['Seat 2', 'Ann Smith', 'seat-002', passwordOf(2), 'Seat 4', passwordOf(4), 'Wang Xiao Ming']) {
      expect(page?.text).toContain(words);
    }
    expect(page?.text).not.toContain(passwordOf(3));
    const card = venue.world.usher.card(venue.nov, (await venue.world.store.seats.list(venue.nov.id))[1] as never);
    for (const { url } of card.apps) expect(page?.codes).toContain(url);
    for (const name of ['mary', 'grace']) {
      expect(JSON.stringify(venue.person(name).state())).not.toContain('nov-cards.pdf');
    }
    expect(venue.world.events).toContainEqual(
      expect.objectContaining({ type: 'cards-printed', actor: id('ada'), seats: [2, 4] }),
    );
    expect(JSON.stringify(venue.logged)).not.toContain(passwordOf(2));
  }, 60_000);

  it('are refused where nobody needs one, and where there is no address yet', async () => {
    venue = await openVenue(2);
    await venue.ada('cards');
    await venue.sees('ada', 'Nobody on the roster of *nov* needs a paper card');
    await venue.ada('cards 9');
    await venue.sees('ada', 'so there is no seat 9');
    await venue.world.newWorkshop(2, { name: 'dec', crewChannel: 'C2', room: undefined });
    await venue.ada('cards all dec');
    await venue.sees('ada', 'The seats of *dec* have no addresses yet');
    expect(venue.slack.calls.get('files.getUploadURLExternal')).toBeUndefined();
  });
});
