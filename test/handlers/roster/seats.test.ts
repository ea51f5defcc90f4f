/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCredentials } from '../../../workshop/credentials';
import { buttonOf, wordsOf } from '../../support/bolt';
import { SECRET } from '../../support/world';
import { openVenue, says, soon, type Venue } from './venue';

let venue: Venue;
beforeEach(async () => {
  venue = await openVenue(6, { spares: 1 });
});
afterEach(() => venue.stop());

const passwordOf = (no: number) => createCredentials(SECRET).seatPassword(venue.nov, no);
const sitterOf = async (no: number) => (await venue.world.store.seats.list(venue.nov.id))[no - 1]?.owner;
const id = (name: string) => venue.person(name).id;

describe('assigning seats', () => {
  it('seats people in Slack and people by name, says what comes next, and lists them', async () => {
    await venue.ada('assign 3 @grace');
    await venue.sees(
      'ada',
      `Seat 3 of *nov* is for <@${id('grace')}> now. They get a message with their card when you open *nov*.`,
    );
    await venue.ada('assign 5 “Ann Smith” nov');
    await venue.sees(
      'ada',
      'Seat 5 of *nov* is for Ann Smith (card) now. They are not in Slack, so their card is of paper: `/workshop cards 5 nov`.',
    );
    await venue.ada('assign seat 2 to Zoë');
    await venue.sees('ada', 'Seat 2 of *nov* is for Zoë (card) now.');
    expect(await venue.seated()).toEqual({ 2: 'Zoë', 3: 'grace', 5: 'Ann Smith' });

    await venue.ada('roster');
    const roster = wordsOf(
      await venue.sees('ada', '*Roster of nov* · 3 of 5 seats taken, 2 by people who are not in Slack'),
    );
    expect(roster).toContain(`*3* <@${id('grace')}>`);
    expect(roster).toContain('*5* Ann Smith (card)');
    expect(roster).toContain('Free: 1, 4.');
    await venue.ada('status 5');
    await venue.sees('ada', 'Seat *5* of nov · Ann Smith (card) · ready');
    expect(venue.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('tells what it takes where it is not understood', async () => {
    await venue.ada('assign');
    await venue.sees('ada', 'Which seat? A number like `7`.');
    await venue.ada('assign 7');
    await venue.sees('ada', 'Who shall sit there?');
    await venue.ada('assign 3-5 @grace');
    await venue.sees('ada', 'One seat at a time');
    await venue.ada('assign 99 @grace');
    await venue.sees('ada', '*nov* has 6 seats, so there is no seat 99.');
    await venue.ada('assign 6 @grace');
    await venue.sees('ada', 'Seat 6 of *nov* is a spare: it stands in for a seat that breaks. Free: 1-5.');
    await venue.ada('assign 4 @grace tomorrow');
    await venue.sees('ada', 'I do not know what to do with `tomorrow`.');
    await venue.ada('find 4 tomorrow');
    await venue.sees('ada', '/workshop find 7');
    await venue.ada('assign 4 @usher');
    await venue.sees('ada', 'Thank you, but I need no seat.');
    await venue.ada('assign 4 @grace');
    await venue.sees('ada', 'Seat 4 of *nov* is for');
    await venue.ada('assign 4 @alan');
    await venue.sees(
      'ada',
      `Seat 4 of *nov* is taken: <@${id('grace')}> sits there. \`/workshop release 4 nov\` frees it`,
    );
    await venue.ada('assign 4 @grace');
    await venue.sees('ada', `<@${id('grace')}> sits at seat 4 of *nov* already.`);
  });

  it('keeps the seats of people by name from everybody who writes', async () => {
    await venue.ada('assign 1 "Ann Smith"');
    await venue.sees('ada', 'Seat 1 of *nov*');
    await venue.open();
    for (const name of ['grace', 'alan', 'linus', 'hedy', 'annie']) {
      await venue.person(name).act({ type: 'open-dm', user: venue.person(name).state().bot.id });
      const dm =
        venue
          .person(name)
          .state()
          .conversations.find((one) => one.kind === 'dm')?.id ?? '';
      await venue.person(name).act({ type: 'say', channel: dm, text: 'I am Ann Smith' });
      await soon(() => venue.inDm(name).length > 0, `an answer to ${name}`);
    }
    expect(await venue.seated()).toEqual({ 1: 'Ann Smith', 2: 'grace', 3: 'alan', 4: 'linus', 5: 'hedy' });
    expect(wordsOf(venue.inDm('annie')[0] as never)).toContain('every seat of *nov* is taken');
    for (const name of ['grace', 'alan', 'linus', 'hedy', 'annie']) {
      expect(says(venue.inDm(name), passwordOf(1))).toBe(false);
    }
  });

  it('brings the card to whoever is in Slack when the doors open, and at once when they are open', async () => {
    await venue.ada('assign 3 @grace');
    await venue.sees('ada', 'when you open *nov*');
    expect(venue.inDm('grace')).toEqual([]);
    await venue.open();
    await soon(() => says(venue.inDm('grace'), passwordOf(3)), 'grace has her card');
    await venue.ada('assign 4 @alan');
    await venue.sees('ada', 'They get a message now');
    await soon(() => says(venue.inDm('alan'), passwordOf(4)), 'alan has his card');
    expect(venue.inDm('grace')).toHaveLength(1);
    expect(venue.inDm('alan')).toHaveLength(1);
  });

  it('brings the honest wait first where the seat is not ready, once, and the card after it', async () => {
    await venue.world.store.seats.setStates(venue.nov.id, [{ no: 3, state: 'starting', detail: undefined }]);
    await venue.ada('assign 3 @grace');
    await venue.sees('ada', 'Seat 3 of *nov*');
    await venue.open();
    await soon(() => says(venue.inDm('grace'), 'Seat 3 of nov is yours'), 'grace is told to wait');
    await venue.ada('assign 4 @alan');
    await soon(() => says(venue.inDm('alan'), passwordOf(4)), 'alan has his card');
    expect(venue.inDm('grace')).toHaveLength(1);
    await venue.ada('health');
    await soon(() => says(venue.inDm('grace'), passwordOf(3)), 'grace has her card');
  });

  it('moves somebody only after a yes, tells them, and leaves one card that shows a password', async () => {
    await venue.open();
    await venue.ada('assign 3 @grace');
    await soon(() => says(venue.inDm('grace'), passwordOf(3)), 'grace has her card');
    await venue.ada('assign 1 @grace');
    const question = await venue.sees('ada', `*Move <@${id('grace')}> from seat 3 to seat 1 of nov?*`);
    expect(wordsOf(question)).toContain('Their work stays on seat 3 and does not move with them.');
    expect(wordsOf(question)).toContain('its password stays as it is: whoever knew it still does');
    expect(await venue.seated()).toEqual({ 3: 'grace' });
    await venue.click('ada', question, 'Move to seat 1');
    await venue.sees('ada', `Seat 1 of *nov* is for <@${id('grace')}> now, and seat 3 is free.`);
    await soon(() => says(venue.inDm('grace'), passwordOf(1)), 'grace has her new card');
    await soon(() => !says(venue.inDm('grace'), passwordOf(3)), 'the old card is gone');
    expect(says(venue.inDm('grace'), 'has moved you from seat 3 to seat 1')).toBe(true);
    await venue.click('ada', question, 'Move to seat 1').catch(() => undefined);
    expect(await venue.seated()).toEqual({ 1: 'grace' });
  });
});

describe('releasing seats', () => {
  it('asks, says what becomes of work and password, and takes the card back with a new line', async () => {
    await venue.open();
    await venue.ada('assign 3 @grace');
    await soon(() => says(venue.inDm('grace'), passwordOf(3)), 'grace has her card');
    await venue.ada('release @grace');
    const question = wordsOf(await venue.sees('ada', '*Release seat 3 of nov?*'));
    expect(question).toContain('Their work stays on the seat, and whoever sits there next finds it.');
    expect(question).toContain('the password of a seat stays the same until destroy, so they can still open it');
    expect(await venue.seated()).toEqual({ 3: 'grace' });
    await venue.click('ada', await venue.sees('ada', '*Release seat 3 of nov?*'), 'Release seat 3');
    await venue.sees('ada', 'Seat 3 of *nov* is free');
    await soon(() => says(venue.inDm('grace'), 'An organiser has freed your seat in *nov*'), 'grace is told');
    await soon(() => !says(venue.inDm('grace'), passwordOf(3)), 'the card is gone');
    expect(says(venue.inDm('grace'), 'You have no seat in *nov* any more.')).toBe(true);
    expect(await venue.seated()).toEqual({});
  });

  it('says so where nobody sits, and nothing of a password that was never told', async () => {
    await venue.ada('release 2');
    await venue.sees('ada', 'Nobody sits at seat 2 of *nov*: it is free already.');
    await venue.ada('assign 2 @grace');
    await venue.sees('ada', 'Seat 2 of *nov* is for');
    await venue.ada('release 2 nov');
    expect(wordsOf(await venue.sees('ada', '*Release seat 2 of nov?*'))).toContain(
      'They were not told its password yet.',
    );
    await venue.click('ada', await venue.sees('ada', '*Release seat 2 of nov?*'), 'Release seat 2');
    await venue.sees('ada', 'has none now');
    await venue.open();
    await venue.ada('assign 3 "Ann Smith"');
    await venue.sees('ada', 'Seat 3 of *nov*');
    await venue.ada('release "ann smith"');
    const question = wordsOf(await venue.sees('ada', '*Release seat 3 of nov?*'));
    expect(question).toContain('They may have a paper card');
    expect(question).toContain('They are not in Slack: please tell them.');
    // She never had a card nor a promise.
    expect(venue.inDm('grace')).toEqual([]);
  });

  it('does nothing where somebody else sits there by the time of the yes', async () => {
    await venue.ada('assign 2 "Ann Smith"');
    await venue.sees('ada', 'Seat 2 of *nov*');
    await venue.ada('release 2');
    const question = await venue.sees('ada', '*Release seat 2 of nov?*');
    const { participants } = await venue.world.usher.status(venue.nov);
    await venue.world.usher.release(venue.nov, id('ada'), 2, participants[0]?.id ?? '');
    await venue.world.usher.assign(venue.nov, id('ada'), { no: 2, name: 'Bo' });
    await venue.click('ada', question, 'Release seat 2');
    await venue.sees('ada', 'Somebody was quicker');
    expect(await venue.seated()).toEqual({ 2: 'Bo' });
  });

  it('is refused to whoever is no organiser', async () => {
    await venue.ada('assign 2 "Ann Smith"');
    await venue.sees('ada', 'Seat 2 of *nov*');
    for (const words of ['release 2', 'assign 3 @grace', 'roster', 'roster csv', 'cards all', 'find ann']) {
      await venue.say('grace', 'workshop', `/workshop ${words}`);
    }
    await soon(
      () =>
        venue
          .person('grace')
          .state()
          .messages.filter(({ ephemeral }) => ephemeral).length === 6,
      'six refusals',
    );
    for (const message of venue.person('grace').state().messages) expect(wordsOf(message)).not.toContain('Ann');
    expect(await venue.seated()).toEqual({ 2: 'Ann Smith' });
  });
});

describe('seats by name', () => {
  it('are understood wherever a seat is', async () => {
    await venue.ada('assign 2 "Ann Smith"');
    await venue.sees('ada', 'Seat 2 of *nov*');
    await venue.ada('health "Ann Smith"');
    await venue.sees('ada', '*Seat 2 of nov is fine* · Ann Smith (card)');
    await venue.ada('restart ‘ann smith’ jupyter');
    const question = await venue.sees('ada', 'Restart Jupyter at seat 2 of nov?');
    expect(wordsOf(question)).toContain('Seated, to be told by you: 2 Ann Smith (card).');
    await venue.click('ada', question, 'Restart');
    await venue.sees('ada', 'Not in Slack, so please tell: Ann Smith (card).');
    await venue.world.usher.assign(venue.nov, id('ada'), { no: 3, name: "Ann O'Brien" });
    await venue.ada('health "ann o’brien"');
    await venue.sees('ada', "*Seat 3 of nov is fine* · Ann O'Brien (card)");
    await venue.world.usher.release(venue.nov, id('ada'), 3, (await sitterOf(3)) ?? '');
    await venue.ada('restart "Anne Smith"');
    await venue.sees('ada', 'Nobody called `Anne Smith` has a seat in *nov*. Did you mean `Ann Smith`, seat 2?');
    await venue.ada('destroy');
    await soon(() => venue.person('ada').state().view !== undefined, 'the window of destroy');
    expect(JSON.stringify(venue.person('ada').state().view)).toContain('1 person has a seat: Ann Smith (card)');
  });

  it('are asked for by number where two are called the same', async () => {
    for (const [no, email] of [
      [2, 'a@example.org'],
      [4, 'b@example.org'],
    ] as const) {
      await venue.world.usher.importRoster(venue.nov, id('ada'), [{ line: 2, name: 'Ann Smith', email, seat: no }]);
    }
    await venue.ada('restart "Ann Smith"');
    await venue.sees('ada', '2 people called `Ann Smith` sit in *nov*: at 2, 4.');
    await venue.ada('assign 5 "Ann Smith"');
    await venue.sees('ada', '2 people on the roster of *nov* are called `Ann Smith`.');
  });

  it('are found by a part of a name, an email or a Slack profile, with whoever has none', async () => {
    await venue.ada('assign 2 "Ann Smith"');
    await venue.ada('assign 3 @grace');
    await venue.sees('ada', 'Seat 3 of *nov*');
    await venue.world.usher.importRoster(venue.nov, id('ada'), [
      { line: 2, name: 'Alan T', email: 'alan@pydata.example', userId: id('alan') },
    ]);
    await venue.ada('find hopper');
    await venue.sees('ada', `<@${id('grace')}> Grace Hopper · seat *3* of nov, ready`);
    await venue.ada('find SMI nov');
    await venue.sees('ada', 'Ann Smith (card) · seat *2* of nov, ready');
    await venue.ada('where is alan@');
    await venue.sees('ada', /Alan T · no seat|I cannot tell who/);
    await venue.ada('find pydata.example');
    await venue.sees('ada', `<@${id('alan')}> Alan T · no seat`);
    await venue.ada('who 3');
    await venue.sees('ada', `Seat *3* of nov · <@${id('grace')}> · ready`);
    await venue.ada('assign 4 "Zoë Ångström"');
    await venue.sees('ada', 'Seat 4 of *nov*');
    await venue.ada('find angstrom');
    await venue.sees('ada', 'Zoë Ångström (card) · seat *4* of nov, ready');
    await venue.ada('find zzz');
    await venue.sees('ada', 'Nobody on the roster of *nov* fits `zzz`.');
    await venue.ada('who');
    expect(buttonOf(await venue.sees('ada', '*Roster of nov*'), 'Send me the CSV')).toBeDefined();
  });
});
