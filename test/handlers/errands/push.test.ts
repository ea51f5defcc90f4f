/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { registry } from '../../../handlers/commands';
import { parseCommand } from '../../../handlers/commands/parse';
import { ProblemError } from '../../../workshop/problems';
import { readPushPath } from '../../../workshop/push-path';
import { wordsOf } from '../../support/bolt';
import { openVenue, soon, type Venue } from '../roster/venue';

describe('the words of files push', () => {
  const read = (text: string) => {
    const parsed = parseCommand(text, registry);
    return parsed.kind === 'request' ? parsed.request : parsed.says;
  };
  it.each([
    ['files push', {}],
    ['files push week-1/lesson.ipynb', { path: 'week-1/lesson.ipynb' }],
    ['files push “my lesson.ipynb” --workshop nov', { path: 'my lesson.ipynb', workshop: 'nov' }],
    ['files pull', '`files` can `push`, and not `pull`.'],
    ['files', '`files` can `push`.'],
  ])('reads %j', (text, request) => expect(read(text)).toEqual(request));
});

it.each([
  ['week-1/a b.ipynb', 'week-1/a b.ipynb'],
  ['/a', 'a'],
  ['.\\x\\y', 'x/y'],
  ['..hidden', '..hidden'],
  ['../a', undefined],
  ['a/../../b', undefined],
  ['.usher/assignments/a', undefined],
  ['.git/hooks/x', undefined],
  ['a\nb', undefined],
  ['', undefined],
  ['x'.repeat(201), undefined],
])('a path below a seat’s folder: %j', (typed, path) => expect(readPushPath(typed)).toBe(path));

describe('a push', () => {
  let venue: Venue;
  beforeEach(async () => {
    venue = await openVenue(4);
    await venue.open();
    await venue.world.usher.claim(venue.person('grace').id, venue.nov.id);
  });
  afterEach(() => venue.stop());

  it('takes a file from the window, says what will happen, and brings it to every seat on yes', async () => {
    const { cloud } = venue.world;
    cloud.says.set(2, { how: 'kept', beside: 'lesson.new.ipynb' });
    cloud.says.set(3, { how: 'deleted' });
    cloud.away.set(4, { kind: 'timeout', summary: 'Its instance does not answer.', next: 'Look at it.' });
    const ada = venue.person('ada');
    await venue.ada('files push');
    await soon(() => ada.state().view !== undefined, 'the window');
    const viewId = ada.state().view!.id;
    await ada.act({
      type: 'upload',
      key: 'k',
      name: 'lesson.ipynb',
      content: Buffer.from([0, 255, 1]).toString('base64'),
    });
    await ada.act({
      type: 'submit',
      viewId,
      values: { file: { value: { files: ['k'] } }, folder: { value: { value: '../up' } } } as never,
    });
    await soon(() => 'folder' in (ada.state().view?.errors ?? {}), 'an error');
    await ada.act({
      type: 'submit',
      viewId,
      values: { file: { value: { files: ['k'] } }, folder: { value: { value: 'week-1/' } } } as never,
    });
    const preview = await venue.sees('ada', 'Push week-1/lesson.ipynb to 4 seats of nov?');
    expect(wordsOf(preview)).toContain('3 bytes; seats 1-4');
    expect(preview.ephemeral).toBe(true);
    expect(cloud.told).toEqual([]);
    await venue.click('ada', preview, 'Push');
    await venue.sees('mary', 'Pushing week-1/lesson.ipynb to nov');
    const end = await venue.sees('mary', '*1 have it*');
    expect(wordsOf(end)).toContain('1 had changed it (2): theirs stays, yours is beside it as `lesson.new.ipynb`');
    expect(wordsOf(end)).toContain('1 had deleted it (3)');
    expect(wordsOf(end)).toContain('• *4*: Its instance does not answer. Look at it.');
    const [{ values }] = cloud.told as [(typeof cloud.told)[0]];
    expect(values).toEqual({
      USHER_URL: expect.stringMatching(/^https:\/\/files\.test\//),
      USHER_PATH: 'week-1/lesson.ipynb',
    });
    expect(venue.inDm('grace').map(wordsOf).join()).not.toContain('lesson');
    expect(JSON.stringify([venue.logged, venue.world.events])).not.toContain('files.test');
    await venue.ada('audit');
    await venue.sees('ada', 'began to push week-1/lesson.ipynb to seats 1-4');
  });

  it('takes a file of the workshop’s own by its path, and says where there is none', async () => {
    await venue.ada('files push dags/daily.py');
    const preview = await venue.sees('ada', 'Push dags/daily.py to 4 seats');
    await venue.click('ada', preview, 'Not now');
    await venue.ada('files push ../secret');
    await venue.sees('ada', 'no path below a seat');
    venue.world.cloud.filesProblem = {
      upload: new ProblemError({ kind: 'unknown', summary: 'There is no file x.', next: 'Look.' }),
    };
    await venue.ada('files push x');
    await venue.sees('ada', 'There is no file x. Look.');
    expect(venue.world.cloud.told).toEqual([]);
  });

  it('goes on in another process where the first one stopped, and tells nobody again', async () => {
    const { cloud, usher, store } = venue.world;
    const drafted = await usher.errands.draftPush(venue.nov, 'U-ADA', 'a.txt', { named: 'a.txt' });
    const id = 'draft' in drafted ? drafted.draft.id : '';
    // What an earlier process had done when it was killed.
    await store.errands.begin(
      id,
      [1, 2, 3].map((no) => ({ no, owner: undefined })),
    );
    await soon(async () => (await store.errands.get(id))?.state === 'ended', 'the end');
    expect(cloud.told.map(({ what }) => what)).toEqual(['deliver-file 1', 'deliver-file 2', 'deliver-file 3']);
    expect(await usher.errands.confirmPush(id, 'U-ADA')).toEqual({ refused: 'begun' });
    expect(await usher.errands.confirmPush('nothing', 'U-ADA')).toEqual({ refused: 'unknown' });
  });
});
