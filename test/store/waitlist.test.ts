/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import type { Store } from '../../workshop/ports/store';
import type { Participant } from '../../workshop/seat';
import { makeWorkshop, onBothEngines } from './engines';

const people = async (store: Store, workshopId: string, ...users: string[]): Promise<Participant[]> => {
  const met: Participant[] = [];
  for (const user of users) met.push(await store.participants.ensure(workshopId, user));
  return met;
};
const again = async (store: Store, { workshopId, userId }: Participant): Promise<Participant> =>
  (await store.participants.byUser(workshopId, userId ?? '')) as Participant;

onBothEngines('the waitlist', (bench) => {
  it('has a place for everybody, which asking again does not change', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 1);
    const [ann, ben] = (await people(bench.store, id, 'U1', 'U2')) as [Participant, Participant];
    const { wait, stopWaiting } = bench.store.participants;
    expect(await wait(ben.id)).toBe(1);
    expect(await wait(ann.id)).toBe(2);
    expect(await wait(ben.id)).toBe(1);
    expect(await stopWaiting(ben.id)).toBe(true);
    expect(await stopWaiting(ben.id)).toBe(false);
    expect(await wait(ann.id)).toBe(1);
  });

  it('goes before somebody who comes later, though a seat is free', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 2);
    const [ann, ben, cat] = (await people(bench.store, id, 'U1', 'U2', 'U3')) as [
      Participant,
      Participant,
      Participant,
    ];
    const { seats, participants } = bench.store;
    await participants.wait(ann.id);
    expect(await seats.claim(id, ben.id)).toEqual({ kind: 'full' });
    expect(await seats.claim(id, ann.id)).toMatchObject({ kind: 'seated', seat: { no: 1 } });
    expect((await again(bench.store, ann)).waitingSince).toBeUndefined();
    expect(await seats.claim(id, cat.id)).toMatchObject({ kind: 'seated', seat: { no: 2 } });
  });

  it('gives the seat that becomes free to the first, and notes it as their news', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 1);
    const [ann, ben, cat] = (await people(bench.store, id, 'U1', 'U2', 'U3')) as [
      Participant,
      Participant,
      Participant,
    ];
    const { seats, participants } = bench.store;
    await seats.claim(id, ann.id);
    await participants.wait(cat.id);
    await participants.wait(ben.id);
    expect(await seats.seatNext(id)).toBeUndefined();
    await participants.update(ann.id, { owedCard: true, leavingAt: new Date() });
    expect(await seats.free(id, 1, ann.id, 'freed')).toBe(true);
    expect(await again(bench.store, ann)).toMatchObject({ news: 'freed', owedCard: false, leavingAt: undefined });
    expect(await seats.seatNext(id)).toMatchObject({ no: 1, owner: cat.id, assignedAt: expect.any(Date) });
    expect(await seats.seatNext(id)).toBeUndefined();
    expect(await again(bench.store, cat)).toMatchObject({ news: 'seated', waitingSince: undefined });
    const taken = await Promise.all(Array.from({ length: 10 }, () => participants.takeNews(cat.id)));
    expect(taken.filter((news) => news !== undefined)).toEqual(['seated']);
  });

  it('is no way to a spare', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 2, { spares: 1 });
    const [ann, ben] = (await people(bench.store, id, 'U1', 'U2')) as [Participant, Participant];
    await bench.store.seats.claim(id, ann.id);
    await bench.store.participants.wait(ben.id);
    expect(await bench.store.seats.seatNext(id)).toBeUndefined();
  });

  it('fills 40 freed seats from 60 who wait, in order, none twice, while 20 processes look', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 40);
    const { seats, participants } = bench.store;
    const first = await people(bench.store, id, ...Array.from({ length: 40 }, (_, i) => `U-A${i}`));
    for (const { id: one } of first) await seats.claim(id, one);
    const crowd = await people(bench.store, id, ...Array.from({ length: 60 }, (_, i) => `U-B${i}`));
    for (const { id: one } of crowd) await participants.wait(one);
    const fill = async (): Promise<number> => {
      let filled = 0;
      while ((await seats.seatNext(id)) !== undefined) filled += 1;
      return filled;
    };
    const rows = await seats.list(id);
    const [, ...filled] = await Promise.all([
      Promise.all(rows.map(({ no, owner }) => seats.free(id, no, owner ?? '', 'freed').then(fill))),
      ...Array.from({ length: 20 }, fill),
    ]);
    expect(filled.every((count) => count <= 40)).toBe(true);
    const owners = (await seats.list(id)).map(({ owner }) => owner);
    expect(new Set(owners)).toEqual(new Set(crowd.slice(0, 40).map((each) => each.id)));
    expect(await participants.wait(crowd[40]?.id ?? '')).toBe(1);
  });
});

onBothEngines('a seat', (bench) => {
  it('is freed only while its owner sits there, and not behind their back', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 2);
    const [ann, ben] = (await people(bench.store, id, 'U1', 'U2')) as [Participant, Participant];
    const { seats, participants } = bench.store;
    for (const one of [ann, ben]) await seats.claim(id, one.id);
    expect(await seats.free(id, 2, ann.id, 'freed')).toBe(false);
    await participants.update(ann.id, { cardTs: '1.2' });
    expect(await seats.free(id, 1, ann.id, 'freed', 'card')).toBe(false);
    await participants.arrive('U2');
    expect(await seats.free(id, 2, ben.id, 'given', 'arrived')).toBe(false);
    expect(await seats.free(id, 1, ann.id, 'given', 'arrived')).toBe(true);
    expect(await seats.free(id, 1, ann.id, 'given')).toBe(false);
    expect((await seats.list(id)).map(({ owner }) => owner)).toEqual([undefined, ben.id]);
  });
});

onBothEngines('somebody', (bench) => {
  it('arrives only where they have a seat, and once', async () => {
    const { id } = await makeWorkshop(bench.store, 'nov', 1);
    const [ann] = (await people(bench.store, id, 'U1')) as [Participant];
    const { participants, seats } = bench.store;
    await participants.arrive('U1');
    expect((await again(bench.store, ann)).arrivedAt).toBeUndefined();
    await seats.claim(id, ann.id);
    await participants.arrive('U1');
    const { arrivedAt } = await again(bench.store, ann);
    expect(arrivedAt).toBeInstanceOf(Date);
    await participants.arrive('U1');
    expect((await again(bench.store, ann)).arrivedAt).toEqual(arrivedAt);
  });

  it('is listed or not', async () => {
    const { id } = await makeWorkshop(bench.store);
    const [ann] = (await people(bench.store, id, 'U1', 'U2')) as [Participant];
    await bench.store.participants.update(ann.id, { listed: true });
    const { isListed } = bench.store.participants;
    expect(await Promise.all(['U1', 'U2', 'U3'].map((user) => isListed(id, user)))).toEqual([true, false, false]);
  });

  it('has five tries of a code in a while, also where twenty come at once', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { takeTry } = bench.store.participants;
    const now = new Date('2026-11-24T09:00:00Z');
    const tries = await Promise.all(Array.from({ length: 20 }, () => takeTry(id, 'U1', now, 5, 600_000)));
    expect(tries.filter(Boolean)).toHaveLength(5);
    expect(await takeTry(id, 'U2', now, 5, 600_000)).toBe(true);
    expect(await takeTry(id, 'U1', new Date(now.getTime() + 599_000), 5, 600_000)).toBe(false);
    expect(await takeTry(id, 'U1', new Date(now.getTime() + 600_000), 5, 600_000)).toBe(true);
  });
});
