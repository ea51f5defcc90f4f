/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { registry } from '../../../handlers/commands';
import { parseCommand } from '../../../handlers/commands/parse';
import { ProblemError } from '../../../workshop/problems';
import { buttonOf, wordsOf } from '../../support/bolt';
import { openVenue, soon, type Venue } from '../roster/venue';

describe('the words of collect', () => {
  const read = (text: string) => {
    const parsed = parseCommand(text, registry);
    return parsed.kind === 'request' ? parsed.request : parsed.says;
  };
  it.each([
    ['collect', { wants: 'work' }],
    ['collect nov', { wants: 'work', workshop: 'nov' }],
    ['collect seat 7', { wants: 'work', seats: { kind: 'range', from: 7, to: 7 } }],
    ['archive all', { wants: 'work', seats: { kind: 'all' } }],
    ['collect links nov', { wants: 'links', workshop: 'nov' }],
    ['collect Links 3-9', { wants: 'links', seats: { kind: 'range', from: 3, to: 9 } }],
  ])('reads %j', (text, request) => expect(read(text)).toEqual(request));
});

describe('collecting work', () => {
  let venue: Venue;
  beforeEach(async () => {
    venue = await openVenue(4);
    await venue.open();
    for (const name of ['grace', 'alan']) await venue.world.usher.claim(venue.person(name).id, venue.nov.id);
    await venue.world.usher.assign(venue.nov, venue.person('ada').id, { no: 3, name: 'Ann Smith' });
  });
  afterEach(() => venue.stop());
  const linksOf = (name: string) =>
    venue.inDm(name).flatMap((message) => /https:\/\/archive\.test\/[^|]*/.exec(wordsOf(message)) ?? []);

  it('gives everybody in Slack their own link, once, and tells the crew what is there and what is not', async () => {
    const { cloud } = venue.world;
    cloud.away.set(2, { kind: 'timeout', summary: 'Its instance does not answer.', next: 'Look at it.' });
    cloud.says.set(1, { files: '12', bytes: '3400000', omitted: '1', left: 'big <model>.bin', done: 'yes' });
    await venue.ada('collect');
    await venue.sees('ada', 'Collecting the work of 3 seats of *nov*');
    const letter = await venue.sees('grace', 'Your work from nov');
    expect(wordsOf(letter)).toContain('seat 1 · 12 files, 3.4 MB packed');
    expect(wordsOf(letter)).toContain('big &lt;model&gt;.bin');
    expect(wordsOf(letter)).toContain('https://archive.test/nov/1?X-Amz-Signature=a&amp;get|Download it');
    const end = await venue.sees('mary', 'the work of *2 of 3 seats* is collected');
    expect(wordsOf(end)).toContain(`<@${venue.person('ada').id}>`);
    expect(wordsOf(end)).toContain(`*2* <@${venue.person('alan').id}>: Its instance does not answer. Look at it.`);
    expect(wordsOf(end)).toContain('1 seat is of nobody in Slack: 3.');
    expect(linksOf('grace')).toHaveLength(1);
    expect(linksOf('alan')).toEqual([]);
    // A link is a key: it stands in no channel and no log.
    for (const name of ['ada', 'mary'])
      expect(JSON.stringify(venue.person(name).state().messages)).not.toContain('archive.test');
    expect(venue.logged.join()).not.toContain('archive.test');
    expect(JSON.stringify(venue.world.events)).not.toContain('archive.test');
    expect(cloud.told.map(({ what }) => what)).toEqual(['pack-work 1', 'pack-work 2', 'pack-work 3']);
    expect(cloud.told[0]?.values).toEqual({ USHER_URL: 'https://archive.test/nov/1?put' });
  });

  it('sends an organiser the links of people who are not in Slack, and nobody else’s', async () => {
    await venue.ada('collect');
    const end = await venue.sees('ada', '*3 of 3 seats* is collected');
    await venue.click('ada', end, 'Send me their links');
    await venue.sees('ada', 'Links to the work of 1 seat of nov');
    expect(linksOf('ada')).toEqual(['https://archive.test/nov/3?X-Amz-Signature=a&amp;get']);
    await venue.click('mary', end, 'Send me their links');
    await venue.sees('mary', 'for organisers');
    expect(linksOf('mary')).toEqual([]);
    expect(venue.world.events).toContainEqual(expect.objectContaining({ type: 'archives-linked', seats: [3] }));
    await venue.ada('collect links 1');
    await venue.sees('ada', 'no collected work of people outside Slack');
  });

  it('makes a new link for whoever the work is of, also when the workshop is gone, and for nobody else', async () => {
    await venue.ada('collect');
    const letter = await venue.sees('grace', 'Your work from nov');
    await venue.sees('ada', 'seats* is collected');
    await venue.click('grace', letter, 'New link');
    await soon(() => linksOf('grace').length === 2, 'a second link');
    // The same click by somebody else, whose seat it is not: the button’s value is only a wish.
    await venue.world.usher.destroy(venue.nov, venue.person('ada').id);
    await venue.world.until('workshop-destroyed');
    await venue.click('grace', venue.inDm('grace').at(-1) ?? letter, 'New link');
    await soon(() => linksOf('grace').length === 3, 'a third link');
    expect(await venue.world.usher.errands.ownArchive(venue.nov.id, venue.person('mary').id)).toBeUndefined();
    expect(await venue.world.usher.errands.ownArchive('nothing', venue.person('grace').id)).toBeUndefined();
    const end = await venue.sees('ada', 'nov* is gone');
    expect(wordsOf(end)).toContain('The collected work of 3 seats stays until');
  });

  it('gives the work of a seat that changed hands to nobody but whoever sat there when it was collected', async () => {
    await venue.ada('collect 1');
    await venue.sees('grace', 'Your work from nov');
    await venue.sees('ada', '*1 of 1 seat* is collected');
    const { usher } = venue.world;
    const owner = (await usher.status(venue.nov)).seats[0]?.owner ?? '';
    await usher.release(venue.nov, venue.person('ada').id, 1, owner);
    await usher.claim(venue.person('mary').id, venue.nov.id);
    expect(await usher.errands.ownArchive(venue.nov.id, venue.person('mary').id)).toBeUndefined();
    expect((await usher.errands.ownArchive(venue.nov.id, venue.person('grace').id))?.seat.no).toBe(1);
  });

  it('says why nothing could be collected, and collects again when told to', async () => {
    const { cloud } = venue.world;
    cloud.archiveProblem = new ProblemError({
      kind: 'permission',
      summary: 'AWS does not let Usher.',
      next: 'Allow it.',
    });
    await venue.ada('collect');
    const failed = await venue.sees('ada', '*0 of 3 seats* is collected');
    expect(wordsOf(failed)).toContain('AWS does not let Usher. Allow it.');
    cloud.archiveProblem = undefined;
    await venue.ada('collect');
    await venue.sees('ada', '*3 of 3 seats* is collected');
    await venue.ada('status');
    await venue.sees('ada', 'Work of 3 of 3 seats with people is collected');
  });

  it('says that it ends by itself to whoever would cancel it', async () => {
    const { cloud } = venue.world;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    cloud.answering = () => held;
    try {
      await venue.ada('collect');
      await venue.sees('ada', 'Collecting the work of 3 seats of *nov*');
      await venue.ada('cancel');
      await venue.sees('ada', 'pack everybody’s work already');
    } finally {
      letGo();
    }
    await venue.sees('ada', '*3 of 3 seats* is collected');
  });

  it('writes letters later where AWS makes no link now', async () => {
    const { cloud } = venue.world;
    cloud.linkProblem = new ProblemError({ kind: 'credentials', summary: 'They have expired.', next: 'Renew them.' });
    await venue.ada('collect');
    await soon(
      () => venue.logged.some((line) => line.includes('links to collected work could not be made')),
      'a warning',
    );
    expect(linksOf('grace')).toEqual([]);
    cloud.linkProblem = undefined;
    await venue.sees('grace', 'Your work from nov');
    await venue.sees('ada', '*3 of 3 seats* is collected');
    expect(linksOf('grace')).toHaveLength(1);
  });

  it('is offered before the destroy of what is not collected', async () => {
    await venue.ada('destroy');
    const ada = venue.person('ada');
    await soon(() => ada.state().view !== undefined, 'the window');
    const { id, view } = ada.state().view!;
    expect(JSON.stringify(view)).toContain('3 seats not collected: 1-3');
    const { blockId, actionId, value } = buttonOf({ blocks: view.blocks as never }, 'Collect first');
    await ada.act({ type: 'act', where: { viewId: id }, blockId, actionId, value });
    await soon(() => JSON.stringify(ada.state().view?.view ?? {}).includes('nothing is destroyed'), 'the other window');
    await ada.act({ type: 'close-view', viewId: id });
    await venue.sees('mary', '*3 of 3 seats* is collected');
    await venue.ada('destroy');
    await soon(() => JSON.stringify(ada.state().view?.view ?? {}).includes('Type nov'), 'the window again');
    expect(JSON.stringify(ada.state().view)).toContain('Their work is collected.');
    expect(JSON.stringify(ada.state().view)).not.toContain('Collect first');
  });
});
