/** @jest-environment ./test/support/pglite-environment.cjs */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Checkup } from '../../workshop/ports/checkup';
import type { Store } from '../../workshop/ports/store';
import { ProblemError } from '../../workshop/problems';
import { examine } from '../../workshop/use-cases/doctor';
import { workshopCheckups } from '../../workshop/use-cases/doctor-workshops';
import { makeWorkshop } from '../store/engines';
import { openTestStore } from '../support/store';

const checkup = (title: string, run: Checkup['run']): Checkup => ({ group: 'AWS', title, run });
const well = (title: string) => checkup(title, () => Promise.resolve({ state: 'well', says: 'Fine.' }));

describe('the doctor', () => {
  const log: string[] = [];
  const run = (...checkups: Checkup[]) => examine(checkups, { budgetMs: 100, log: (line) => log.push(line) });

  it('answers in the order asked, and lets no checkup that hangs, throws or breaks touch another', async () => {
    let told: AbortSignal | undefined;
    const results = await run(
      checkup('Hangs', (signal) => new Promise(() => (told = signal))),
      well('First'),
      checkup('Refused', () =>
        Promise.reject(new ProblemError({ kind: 'credentials', summary: 'They have expired.', next: 'Renew them.' })),
      ),
      checkup('Breaks', () => {
        throw new Error('password is hunter2');
      }),
      checkup('Throttled', () =>
        Promise.reject(new ProblemError({ kind: 'throttled', summary: 'Slower, please.', next: 'Wait.' })),
      ),
      well('Last'),
    );
    expect(results.map(({ title, state }) => `${title} ${state}`)).toEqual([
      'Hangs unknown',
      'First well',
      'Refused ill',
      'Breaks unknown',
      'Throttled unknown',
      'Last well',
    ]);
    expect(results[0]).toMatchObject({ says: 'No answer within 100 ms.' });
    expect(results[2]).toMatchObject({ says: 'They have expired.', mend: 'Renew them.' });
    expect(told?.aborted).toBe(true);
  });

  it('keeps the words of an unforeseen error for the log', async () => {
    log.length = 0;
    const [result] = await run(checkup('Breaks', () => Promise.reject(new Error('password is hunter2'))));
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(log.join()).toContain('hunter2');
  });
});

describe('what the doctor says of workshops', () => {
  let store: Store;
  let now: Date;
  beforeEach(async () => {
    store = await openTestStore();
    now = new Date();
  });
  const look = () => examine(workshopCheckups(store, { now: () => now }), { log: (line) => expect(line).toBe('') });
  const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));

  it('finds nothing where nothing is', async () => {
    expect((await look()).map(({ state }) => state)).toEqual(['well', 'well']);
  });

  it('names an operation that runs longer than an hour, and not a younger one', async () => {
    const workshop = await makeWorkshop(store);
    await store.operations.begin({ workshopId: workshop.id, kind: 'deploy', startedBy: 'U1', stacks: ['network'] });
    later(59);
    expect((await look())[0]).toMatchObject({ state: 'well', says: '1 running, none longer than an hour.' });
    later(62);
    expect((await look())[0]).toMatchObject({
      state: 'ill',
      says: 'Running longer than usual: deploy of nov for 2 h.',
    });
  });

  it('names a workshop past its end while it costs money, and says how to end it', async () => {
    const workshop = await makeWorkshop(store);
    await store.workshops.update(workshop.id, { endsAt: now });
    later(90);
    expect((await look())[1]).toMatchObject({ state: 'well' });
    await store.workshops.update(workshop.id, { state: 'deployed', deployedAt: new Date() });
    expect((await look())[1]).toMatchObject({
      state: 'ill',
      says: 'Past the end, and still costing: nov since 2 h.',
      mend: expect.stringContaining('/workshop destroy nov'),
    });
    await store.workshops.update(workshop.id, { state: 'destroyed', destroyedAt: new Date() });
    expect((await look())[1]).toMatchObject({ state: 'well' });
  });
});
