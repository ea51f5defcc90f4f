/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { planSeat } from '../../workshop/seat-plan';
import type { Operation } from '../../workshop/operation';
import type { Store } from '../../workshop/ports/store';
import { ProblemError, type Problem } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { openTestStore, reopenTestStore } from '../support/store';
import { createWorld, type World } from '../support/world';

const SILENT: Problem = { kind: 'timeout', summary: 'Its instance does not answer.', next: 'Try again.' };
const REFUSED: Problem = { kind: 'permission', summary: 'AWS does not allow ec2:CreateTags.', next: 'Allow it.' };
/** All in one batch. */
const [SEATS, SPARES] = [2, 2];

describe('a swap to a spare', () => {
  let store: Store;
  let world: World;
  let workshop: Workshop;

  beforeEach(async () => {
    store = await openTestStore();
    world = createWorld(store);
    workshop = await world.deployed(SEATS + SPARES, { spec: { spares: SPARES } });
  });

  afterEach(() => world.usher.drain());

  const begun = async (no = 1, by = 'U-ADA'): Promise<Operation> => {
    const answer = await world.usher.swaps.start(workshop, by, no);
    if (!('started' in answer)) throw new Error(`it did not start: ${JSON.stringify(answer)}`);
    return answer.started;
  };
  const ended = async ({ id }: Operation): Promise<Operation> => {
    await world.until('operation-ended', (event) => event.operationId === id);
    return (await world.store.operations.get(id))!;
  };
  const stateOf = async (no: number) => (await store.seats.list(workshop.id)).find((seat) => seat.no === no)?.state;
  const told = () => world.cloud.told.map(({ what }) => what);

  it('gives the seat the machine of the first spare, carries its work, and makes the old machine anew', async () => {
    world.cloud.broken.set(1, 'it hangs');
    const swap = await ended(await begun());
    expect(swap).toMatchObject({
      state: 'succeeded',
      target: { swap: { spare: 3, work: { kind: 'carried', files: 3, omitted: 0 }, given: true } },
    });
    // The old machine, which has the spare's number by then, learns that too.
    expect(told().slice(0, 2)).toEqual(['pack-work 1', 'take-number 3']);
    expect(told().slice(2).sort()).toEqual(['take-number 3', 'unpack-work 1']);
    expect(world.cloud.told[1]?.values).toEqual({
      USHER_WORKSHOP: 'nov',
      USHER_SEAT: '001',
      USHER_USER: 'seat-001',
      USHER_URLS: 'JUPYTER=http://lb-1.test:8001/\nAIRFLOW=http://lb-1.test:9001/',
    });
    expect(world.cloud.moved).toEqual([{ seat: 1, spare: 3, from: 'i-1', to: 'i-3' }]);
    expect(Object.fromEntries(world.cloud.machines)).toEqual({ 1: 'i-3', 3: 'i-1' });
    expect(world.cloud.replaced).toEqual([3]);
    expect([await stateOf(1), await stateOf(3)]).toEqual(['ready', 'ready']);
    expect(world.events).toContainEqual(
      expect.objectContaining({ type: 'seat-swapped', no: 1, spare: 3, answers: true, files: true }),
    );
  });

  it('exchanges where the two stand, so that Terraform moves neither', async () => {
    await store.seats.place(workshop.id, 3, { zone: 1, instanceType: 'm5.xlarge' });
    await ended(await begun(2));
    const seats = await store.seats.list(workshop.id);
    const placeOf = (no: number) => seats.find((seat) => seat.no === no)?.placements;
    expect(placeOf(2)).toEqual([{ zone: 1, instanceType: 'm5.xlarge' }]);
    expect(placeOf(3)).toEqual([{ zone: 1, instanceType: 't3.xlarge' }]);
    expect(world.cloud.places.get(2)).toBe('1 m5.xlarge');
  });

  it('says before and after that a machine that is silent gives nothing up', async () => {
    world.cloud.silent.set(1, 1);
    world.cloud.away.set(1, SILENT);
    expect(await world.usher.swaps.plan(workshop, 1)).toMatchObject({ spare: 3, answers: false });
    // The new machine of the number answers.
    world.cloud.renumbering = (what) => {
      if (what === 'move') world.cloud.silent.delete(1);
      return Promise.resolve();
    };
    const swap = await ended(await begun());
    expect(swap.target?.swap?.work).toEqual({
      kind: 'lost',
      why: 'The old machine gave no files up. Its instance does not answer.',
    });
    expect(swap.state).toBe('succeeded');
    expect(told()).toEqual(['pack-work 1', 'take-number 3']);
  });

  it('is one where two ask at once, and the other learns who was first', async () => {
    let release = (): void => undefined;
    world.cloud.answering = () => new Promise((resolve) => (release = resolve));
    const answers = await Promise.all([
      world.usher.swaps.start(workshop, 'U-ADA', 1),
      world.usher.swaps.start(workshop, 'U-BEN', 1),
    ]);
    expect(answers.map((answer) => Object.keys(answer)[0]).sort()).toEqual(['running', 'started']);
    const [first] = await store.operations.running(workshop.id);
    world.cloud.answering = () => Promise.resolve();
    for (let at = 0; at < 200 && told().length === 0; at += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    release();
    await ended(first!);
    expect(world.cloud.moved).toHaveLength(1);
  });

  it('refuses what it cannot do, and says why', async () => {
    const { swaps } = world.usher;
    expect(await swaps.start(workshop, 'U-ADA', 3)).toEqual({ refused: 'spare' });
    for (const no of [3, 4]) await store.seats.setStates(workshop.id, [{ no, state: 'failing', detail: 'x' }]);
    expect(await swaps.start(workshop, 'U-ADA', 1)).toEqual({ refused: 'none-ready' });
    const spec = { ...workshop.spec, storage: { kind: 'volume', size: 20 } } as const;
    expect(await swaps.plan({ ...workshop, spec }, 1)).toEqual({ refused: 'volumes' });
    expect(await swaps.plan({ ...workshop, spec: { ...workshop.spec, spares: 0 } }, 1)).toEqual({
      refused: 'no-spares',
    });
    expect(await store.operations.running(workshop.id)).toEqual([]);
  });

  it('passes over a spare whose machine does not answer', async () => {
    world.cloud.silent.set(3, 1);
    expect(await world.usher.swaps.plan(workshop, 1)).toMatchObject({ spare: 4 });
  });

  it('changes nothing where the spare cannot be told', async () => {
    world.cloud.away.set(3, SILENT);
    const swap = await ended(await begun());
    expect(swap).toMatchObject({ state: 'failed', problem: SILENT });
    expect(world.cloud.machines.size).toBe(0);
    expect([await stateOf(1), await stateOf(3)]).toEqual(['ready', 'ready']);
    expect((await store.operations.steps(swap.id)).map(({ state }) => state)).toEqual(['stopped']);
  });

  it('keeps the seat where it is when Terraform fails afterwards, and a deploy makes the spare good', async () => {
    const { stack } = planSeat(workshop.spec, 3);
    world.cloud.failing.set(stack, REFUSED);
    const swap = await ended(await begun());
    expect(swap).toMatchObject({ state: 'partial', problem: REFUSED });
    expect([await stateOf(1), await stateOf(3)]).toEqual(['ready', 'failing']);
  });

  it.each(['find', 'label', 'move'] as const)(
    'ends the same where its process is killed at %s, and another goes on',
    async (at) => {
      let kills = 0;
      world.cloud.renumbering = async (what) => {
        if (what !== at || kills > 0) return;
        kills += 1;
        void world.usher.drain();
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Error('killed');
      };
      const operation = await begun();
      while (kills === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await world.usher.drain();
      expect(await store.operations.get(operation.id)).toMatchObject({ state: 'running' });
      world = createWorld(await reopenTestStore(), { cloud: world.cloud });
      expect(await ended(operation)).toMatchObject({ state: 'succeeded' });
      expect(world.cloud.moved).toEqual([{ seat: 1, spare: 3, from: 'i-1', to: 'i-3' }]);
      expect(Object.fromEntries(world.cloud.machines)).toEqual({ 1: 'i-3', 3: 'i-1' });
      const seats = world.cloud.told.flatMap(({ what, values }) =>
        what === 'take-number 3' ? [values['USHER_SEAT']] : [],
      );
      expect(seats.filter((seat) => seat === '001')).toHaveLength(1);
    },
  );

  it('may be cancelled until the number is given', async () => {
    let release = (): void => undefined;
    world.cloud.answering = () => new Promise((resolve) => (release = resolve));
    const operation = await begun();
    for (let look = 0; look < 400 && told().length === 0; look += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await world.usher.cancel(workshop, 'U-ADA', operation.id);
    await new Promise((resolve) => setTimeout(resolve, 50));
    release();
    expect(await ended(operation)).toMatchObject({ state: 'cancelled' });
    expect(world.cloud.machines.size).toBe(0);
    expect(await stateOf(1)).toBe('ready');
  });

  it('waits for credentials that end half-way', async () => {
    let refused = false;
    world.cloud.renumbering = (what) => {
      if (what !== 'label' || refused) return Promise.resolve();
      refused = true;
      const problem = { kind: 'credentials', summary: 'Your credentials have expired.', next: 'Renew them.' } as const;
      return Promise.reject(new ProblemError(problem));
    };
    expect(await ended(await begun())).toMatchObject({ state: 'succeeded' });
  });
});
