/** @jest-environment ./test/support/pglite-environment.cjs */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { figuresOf } from '../../../workshop/help/overview';
import type { HelpRequest } from '../../../workshop/help/request';
import type { Clock } from '../../../workshop/ports/clock';
import { ProblemError } from '../../../workshop/problems';
import type { Workshop } from '../../../workshop/workshop';
import { openTestStore } from '../../support/store';
import { createWorld, hastyClock, type World } from '../../support/world';

let world: World;
let workshop: Workshop;
let now: number;
const clock: Clock = { now: () => new Date(now), sleep: hastyClock.sleep };
const wish = { by: 'U-GRACE', way: 'button', words: '', pictures: [] } as const;

beforeEach(async () => {
  now = Date.now();
  world = createWorld(await openTestStore(), { clock });
  workshop = await world.deployed(3);
  await world.usher.claim('U-GRACE', workshop.id);
});

const askedBy = async (by: string, words = ''): Promise<HelpRequest> => {
  const asked = await world.usher.helping.askOwn(workshop.id, { ...wish, by, words });
  if ('refused' in asked) throw new Error(asked.refused);
  return 'asked' in asked ? asked.asked : asked.added;
};

describe('a participant who is stuck', () => {
  it('asks once: what they say after that is a note of the same request', async () => {
    const first = await askedBy('U-GRACE', 'kernel is red');
    const again = await askedBy('U-GRACE', 'and now all is grey \0\ud800');
    expect(again.id).toBe(first.id);
    const view = await world.usher.helping.view(first.id);
    expect(view).toMatchObject({ sitter: { userId: 'U-GRACE' }, request: { no: 1, words: 'kernel is red' } });
    expect(view?.notes.map(({ words }) => words)).toEqual(['and now all is grey  \ufffd']);
  });

  it('tells the crew no password, though they write it', async () => {
    const seat = (await world.store.seats.list(workshop.id))[0];
    const { password } = world.usher.card(workshop, seat as NonNullable<typeof seat>);
    await askedBy('U-GRACE', `my password ${password} does not work`);
    await askedBy('U-GRACE', password);
    const [request] = await world.store.help.list(workshop.id);
    expect(request?.words).toBe('my password (the password) does not work');
    expect((await world.store.help.notes(request?.id ?? '')).map(({ words }) => words)).toEqual(['(the password)']);
  });

  it('asks for the seat they sit in and no other, and not without one', async () => {
    expect(await world.usher.helping.askOwn(workshop.id, { ...wish, by: 'U-NOBODY' })).toEqual({ refused: 'no-seat' });
    expect(await world.usher.helping.askOwn('another', wish)).toEqual({ refused: 'no-seat' });
  });

  it('can say that it works again, whoever had taken it; then a new one may be asked', async () => {
    const request = await askedBy('U-GRACE');
    await world.usher.helping.take(request.id, 'U-ADA');
    expect(await world.usher.helping.solveOwn(workshop.id, 'U-GRACE')).toMatchObject({
      done: { state: 'done', doneBy: 'U-GRACE' },
    });
    expect(await world.usher.helping.solveOwn(workshop.id, 'U-GRACE')).toEqual({ refused: 'unknown' });
    expect((await askedBy('U-GRACE')).id).not.toBe(request.id);
  });
});

describe('the crew', () => {
  it('takes a request once, and the second learns who was first', async () => {
    const { id } = await askedBy('U-GRACE');
    const answers = await Promise.all([world.usher.helping.take(id, 'U-ADA'), world.usher.helping.take(id, 'U-BEN')]);
    expect(answers.filter((answer) => 'done' in answer)).toHaveLength(1);
    expect(answers).toContainEqual({ refused: 'too-late', before: expect.objectContaining({ state: 'taken' }) });
    expect(await world.usher.helping.finish('no-such', 'U-ADA')).toEqual({ refused: 'unknown' });
    expect(world.events.filter(({ type }) => type === 'help-taken')).toHaveLength(1);
  });

  it('sees who is stuck, and how long it usually takes', async () => {
    const { id } = await askedBy('U-GRACE');
    await world.usher.helping.ask(workshop, 3, { by: 'U-ADA', way: 'crew', words: 'no sound', pictures: [] });
    now += 120_000;
    await world.usher.helping.take(id, 'U-ADA');
    now += 180_000;
    await world.usher.helping.finish(id, 'U-ADA');
    const { standing, figures } = await world.usher.helping.overview(workshop.id);
    expect(standing.map(({ request, sitter }) => [request.no, sitter])).toEqual([[3, undefined]]);
    expect(figures).toEqual({ asked: 2, done: 1, usualWaitMs: 120_000, usualHelpMs: 300_000, longestHelpMs: 300_000 });
    expect(figuresOf([])).toEqual({
      asked: 0,
      done: 0,
      usualWaitMs: undefined,
      usualHelpMs: undefined,
      longestHelpMs: undefined,
    });
  });
});

describe('what is found out for whoever helps', () => {
  const findings = async (no = 1) => {
    const asked = await world.usher.helping.ask(workshop, no, { ...wish, by: 'U-ADA', way: 'crew' });
    const request = await world.usher.helping.examine('asked' in asked ? asked.asked.id : asked.added.id);
    return request?.diagnosis?.findings;
  };

  it('is that all answers, where it does', async () => {
    const found = await findings();
    expect(found?.map(({ about, well }) => [about, well])).toEqual([
      ['Jupyter', true],
      ['Airflow', true],
    ]);
    expect(found?.[0]?.says).toMatch(/^answers, running for/);
  });

  it('is what fails, with what AWS says of it, and what happened there lately', async () => {
    const begun = await world.usher.restart(workshop, 'U-ADA', [1], ['jupyter']);
    if ('started' in begun)
      await world.until('operation-ended', (event) => event.type === 'operation-ended' && event.kind === 'restart');
    world.cloud.broken.set(1, 'it ran out of memory');
    expect(await findings()).toEqual([
      {
        about: 'Jupyter',
        app: 'jupyter',
        well: false,
        says: 'runs and fails its health check',
        lines: ['it ran out of memory'],
      },
      {
        about: 'Airflow',
        app: 'airflow',
        well: false,
        says: 'runs and fails its health check',
        lines: ['it ran out of memory'],
      },
      { about: 'Last hour', well: true, says: 'restarted once, last just now' },
    ]);
  });

  it('is that AWS cannot be asked, where it cannot', async () => {
    world.cloud.outage = new ProblemError({ kind: 'credentials', summary: 'The credentials expired.', next: 'Renew.' });
    expect(await findings()).toEqual([{ about: 'AWS', well: false, says: 'The credentials expired.' }]);
  });

  it('is asked of every address of the seat, where a page does not open', async () => {
    world.cloud.broken.set(2, 'gone');
    expect(await world.usher.checkPages(workshop, 2)).toMatchObject([
      { name: 'jupyter', answers: false },
      { name: 'airflow', answers: false },
    ]);
    expect((await world.usher.checkPages(workshop, 1)).map(({ answers }) => answers)).toEqual([true, true]);
  });
});
