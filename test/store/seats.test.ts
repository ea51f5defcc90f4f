/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import type { Participant } from '../../workshop/seat';
import type { Store } from '../../workshop/ports/store';
import { makeWorkshop, onBothEngines } from './engines';

const people = (store: Store, workshopId: string, count: number): Promise<Participant[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => store.participants.ensure(workshopId, `U${i}`)));

onBothEngines('seats', (bench) => {
  it('report only what changed', async () => {
    const { id } = await makeWorkshop(bench.store);
    const set = bench.store.seats.setStates;
    const first = await set(id, [
      { no: 3, state: 'creating', detail: undefined },
      { no: 1, state: 'failing', detail: 'Jupyter stopped: out of memory' },
    ]);
    expect(first.map((seat) => [seat.no, seat.state, seat.detail])).toEqual([
      [1, 'failing', 'Jupyter stopped: out of memory'],
      [3, 'creating', undefined],
    ]);
    const second = await set(id, [
      { no: 1, state: 'failing', detail: undefined },
      { no: 3, state: 'creating', detail: undefined },
      { no: 99, state: 'ready', detail: undefined },
    ]);
    expect(second.map((seat) => seat.no)).toEqual([1]);
    expect(await set(id, [])).toEqual([]);
    expect((await bench.store.seats.list(id)).map((seat) => seat.state)).toEqual(['failing', 'absent', 'creating']);
  });

  it('take the last word where one seat is named twice', async () => {
    const { id } = await makeWorkshop(bench.store);
    const changed = await bench.store.seats.setStates(id, [
      { no: 1, state: 'ready', detail: undefined },
      { no: 1, state: 'failing', detail: 'x' },
    ]);
    expect(changed.map((seat) => seat.state)).toEqual(['failing']);
  });

  it('are changed by many at once, each change told to exactly one', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 40);
    const up = Array.from({ length: 40 }, (_, i) => ({ no: i + 1, state: 'ready' as const, detail: undefined }));
    const told = await Promise.all(
      Array.from({ length: 20 }, (_, i) => bench.store.seats.setStates(id, i % 2 ? up : [...up].reverse())),
    );
    expect(told.flat()).toHaveLength(40);
  });

  it('go lowest first, stay with their person, and end with "full"', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 2);
    const [ann, ben, cat] = (await people(bench.store, id, 3)) as [Participant, Participant, Participant];
    const first = await bench.store.seats.claim(id, ann.id);
    expect(first).toMatchObject({ kind: 'seated', fresh: true, seat: { no: 1, owner: ann.id, workshopId: id } });
    expect(first.kind === 'seated' && first.seat.assignedAt).toBeInstanceOf(Date);
    expect(await bench.store.seats.claim(id, ann.id)).toMatchObject({ kind: 'seated', fresh: false, seat: { no: 1 } });
    expect(await bench.store.seats.claim(id, ben.id)).toMatchObject({ kind: 'seated', fresh: true, seat: { no: 2 } });
    expect(await bench.store.seats.claim(id, cat.id)).toEqual({ kind: 'full' });
    expect(await bench.store.seats.claim(id, ben.id)).toMatchObject({ kind: 'seated', fresh: false, seat: { no: 2 } });
  });

  it('are not claimed by somebody of another workshop', async () => {
    const one = await makeWorkshop(bench.store, 'one');
    const two = await makeWorkshop(bench.store, 'two');
    const stranger = await bench.store.participants.ensure(two.id, 'U1');
    await expect(bench.store.seats.claim(one.id, stranger.id)).rejects.toMatchObject({ code: '23503' });
  });

  it('are never claimed where they are spares, however many ask', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 6, { spares: 2 });
    const crowd = await people(bench.store, id, 12);
    const claims = await Promise.all(crowd.map((person) => bench.store.seats.claim(id, person.id)));
    expect(claims.filter((claim) => claim.kind === 'seated')).toHaveLength(4);
    expect(claims.filter((claim) => claim.kind === 'full')).toHaveLength(8);
    const seats = await bench.store.seats.list(id);
    expect(seats.map((seat) => [seat.spare, seat.owner !== undefined])).toEqual([
      ...Array<[boolean, boolean]>(4).fill([false, true]),
      ...Array<[boolean, boolean]>(2).fill([true, false]),
    ]);
  });

  it('survive 1,000 claims by 130 people for 80 seats: none twice, nobody two, nobody told "full" falsely', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 80);
    const crowd = await people(bench.store, id, 130);
    const order = Array.from({ length: 1000 }, (_, i) => crowd[(i * 37) % 130] as Participant);
    const answers = await Promise.all(
      order.map(async (person) => ({ person, claim: await bench.store.seats.claim(id, person.id) })),
    );
    const seats = await bench.store.seats.list(id);
    const ownerOf = new Map(seats.map((seat) => [seat.no, seat.owner]));
    expect(new Set(seats.map((seat) => seat.owner)).size).toBe(80);
    expect(seats.every((seat) => seat.owner !== undefined)).toBe(true);
    const seated = answers.filter(({ claim }) => claim.kind === 'seated');
    for (const { person, claim } of seated) {
      if (claim.kind === 'seated') expect(ownerOf.get(claim.seat.no)).toBe(person.id);
    }
    const fresh = answers.filter(({ claim }) => claim.kind === 'seated' && claim.fresh);
    expect(fresh).toHaveLength(80);
    const owners = new Set(seats.map((seat) => seat.owner));
    for (const { person, claim } of answers) expect(claim.kind).toBe(owners.has(person.id) ? 'seated' : 'full');
  });
});
