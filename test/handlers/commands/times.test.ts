/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBench, wordsOf, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';

const MINUTE_MS = 60_000;

describe('a workshop’s times', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(await openTestStore());
  });
  afterEach(() => bench.stop());

  const workshop = async () => {
    const [found] = await bench.world.store.workshops.list();
    if (!found) throw new Error('no workshop');
    return found;
  };
  const made = async (end = '8h') => {
    await bench.say('ada', 'crew', `/workshop new nov 2 --room #workshop --until ${end}`);
    await bench.sees('ada', 'is made');
  };
  const deployed = async (label = 'Deploy for') => {
    await made();
    await bench.say('ada', 'crew', '/workshop deploy');
    await bench.click('ada', await bench.sees('ada', 'Deploy nov?'), label);
    await bench.world.until('operation-ended', ({ kind }) => kind === 'deploy');
  };
  const endsIn = async (minutes: number) =>
    bench.world.store.workshops.update((await workshop()).id, { endsAt: new Date(Date.now() + minutes * MINUTE_MS) });

  it('has a deploy planned, with its price confirmed, which begins by itself and is told as one that was asked for', async () => {
    await made();
    await bench.say('ada', 'crew', '/workshop deploy --at 3h');
    const question = await bench.sees('ada', 'It begins by itself');
    await bench.click('ada', question, 'Deploy ');
    await bench.sees('ada', /The deploy of \*nov\* begins by itself/);
    await bench.say('ada', 'crew', '/workshop status');
    await bench.sees('ada', 'Deploys by itself');
    expect(bench.world.events.filter(({ type }) => type === 'operation-started')).toEqual([]);

    await bench.world.store.workshops.update((await workshop()).id, {
      deploysAt: new Date(Date.now() - 10 * MINUTE_MS),
    });
    await bench.sees('ada', 'I was away then, and it begins now, 10 minutes late');
    await bench.world.until('operation-ended', ({ state }) => state === 'succeeded');
    await bench.sees('ada', /\*nov\* is up/);
    expect(await workshop()).toMatchObject({ deploysAt: undefined, deploysBy: undefined });
  });

  it('takes a planned deploy back, and refuses one that would not be done in time', async () => {
    await made();
    await bench.say('ada', 'crew', '/workshop deploy --by 10m');
    await bench.sees('ada', 'so it would not be done by');
    await bench.say('ada', 'crew', '/workshop deploy --by 3h');
    await bench.click('ada', await bench.sees('ada', 'It begins by itself'), 'Deploy ');
    await bench.sees('ada', /The deploy of \*nov\* begins by itself/);
    const { deploysAt } = await workshop();
    expect((deploysAt?.getTime() ?? 0) - Date.now()).toBeLessThan(170 * MINUTE_MS);
    await bench.say('ada', 'crew', '/workshop cancel');
    await bench.sees('ada', 'does not begin by itself any more');
    expect((await workshop()).deploysAt).toBeUndefined();
  });

  it('warns the crew before the end, which a tap moves, and says so once', async () => {
    await deployed();
    await endsIn(50);
    const warning = await bench.sees('mary', /ends in 50 minutes/);
    expect(wordsOf(warning)).toContain('Nothing is destroyed by itself');
    await bench.click('ada', warning, 'Extend by 2 h');
    await bench.sees('ada', /\*nov\* ends \*/);
    const { endsAt } = await workshop();
    expect(Math.round(((endsAt?.getTime() ?? 0) - Date.now()) / MINUTE_MS)).toBe(170);
    await bench.say('ada', 'crew', '/workshop extend 30m');
    await bench.world.until('end-moved', (event) => new Date(event.endsAt).getTime() > (endsAt?.getTime() ?? 0));
    expect(Math.round((((await workshop()).endsAt?.getTime() ?? 0) - Date.now()) / MINUTE_MS)).toBe(200);
    const warnings = bench
      .person('mary')
      .state()
      .messages.filter((message) => wordsOf(message).includes('⏰'));
    expect(warnings).toHaveLength(1);
  });

  it('is only destroyed at its end where that was chosen', async () => {
    await deployed();
    await endsIn(-1);
    await bench.sees('mary', /has come .*and it still runs/);
    expect(bench.world.events.filter((event) => event.type === 'operation-started').map(({ kind }) => kind)).toEqual([
      'deploy',
    ]);
  });

  it('is destroyed by itself at its end where that was chosen with the deploy', async () => {
    await deployed('Deploy, destroy at the end');
    await bench.say('ada', 'crew', '/workshop status');
    await bench.sees('ada', 'Destroyed by itself');
    await endsIn(-1);
    await bench.world.until('workshop-destroyed');
    await bench.sees('mary', /\*nov\* is gone/);
  });

  it('is not the participants’ to move, and bad times lose nothing', async () => {
    await made();
    const before = await workshop();
    await bench.say('mary', 'crew', '/workshop extend 2h');
    await bench.say('ada', 'crew', '/workshop extend soon');
    await bench.sees('ada', 'as a length or a time');
    await bench.say('ada', 'crew', '/workshop deploy --at 07:00 --by 08:00');
    await bench.sees('ada', 'which one is meant?');
    expect(await workshop()).toEqual(before);
  });
});
