/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { makeWorkshop, onBothEngines } from './engines';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 9, minute));
const picture = { id: 'F1', name: `it's "red".png`, permalink: 'https://slack.example/f', drawable: true };

onBothEngines('requests for help', (bench) => {
  const ask = async (workshopId: string, no: number, minute = 0) => {
    const asked = await bench.store.help.ask({
      ...{ workshopId, no, way: 'button', askedBy: 'U7', askedAt: at(minute), words: 'Zoë’s kernel 🐘' },
    });
    return 'asked' in asked ? asked.asked : asked.standing;
  };

  it('are one a seat while they stand, however many ask at once', async () => {
    const { id } = await makeWorkshop(bench.store);
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        bench.store.help.ask({ workshopId: id, no: 7, way: 'words', askedBy: `U${i}`, askedAt: at(0), words: '' }),
      ),
    );
    expect(asked.filter((each) => 'asked' in each)).toHaveLength(1);
    const first = await bench.store.help.standingAt(id, 7);
    expect(new Set(asked.map((each) => ('asked' in each ? each.asked : each.standing).id))).toEqual(
      new Set([first?.id]),
    );
    await bench.store.help.finish(first?.id ?? '', 'U1', at(1));
    expect(await bench.store.help.standingAt(id, 7)).toBeUndefined();
    expect((await ask(id, 7, 2)).id).not.toBe(first?.id);
    expect(await bench.store.help.list(id)).toHaveLength(2);
  });

  it('are taken by exactly one of twenty, and done once', async () => {
    const { id } = await makeWorkshop(bench.store);
    const request = await ask(id, 7);
    expect(request).toMatchObject({
      state: 'open',
      words: 'Zoë’s kernel 🐘',
      diagnosis: undefined,
      told: [],
      askedAt: at(0),
    });
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, i) => bench.store.help.take(request.id, `U${i}`, at(3))),
    );
    const [winner, ...others] = taken.filter((each) => each !== undefined);
    expect(others).toEqual([]);
    expect(await bench.store.help.get(request.id)).toEqual(winner);
    expect(winner).toMatchObject({ state: 'taken', takenAt: at(3) });
    const done = await Promise.all(Array.from({ length: 10 }, () => bench.store.help.finish(request.id, 'U1', at(5))));
    expect(done.filter(Boolean)).toMatchObject([{ state: 'done', doneBy: 'U1', doneAt: at(5), takenAt: at(3) }]);
    expect(await bench.store.help.take(request.id, 'U2', at(6))).toBeUndefined();
  });

  it('keep their messages, what was found, and what was told', async () => {
    const { id } = await makeWorkshop(bench.store);
    const request = await ask(id, 7);
    const diagnosis = {
      findings: [{ about: 'Jupyter', app: 'jupyter', well: false, says: 'is “gone”', lines: ['a\tb'] }],
    };
    await bench.store.help.update(request.id, { diagnosis, message: { channel: 'C1', ts: '1.2' } });
    await bench.store.help.update(request.id, { receipt: { channel: 'D1', ts: '1.3' } });
    const told = await Promise.all(
      Array.from({ length: 9 }, () => bench.store.help.tellOnce(request.id, 'remind "1"')),
    );
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await bench.store.help.get(request.id)).toMatchObject({
      diagnosis,
      message: { channel: 'C1', ts: '1.2' },
      receipt: { channel: 'D1', ts: '1.3' },
      told: ['remind "1"'],
    });
    await expect(bench.store.help.update('nobody', { diagnosis })).rejects.toThrow('no request for help nobody');
  });

  it('list their notes in order, with their pictures', async () => {
    const { id } = await makeWorkshop(bench.store);
    const request = await ask(id, 7);
    const note = { requestId: request.id, at: at(1), by: 'U7', words: 'one', pictures: [picture] };
    const kept = await bench.store.help.note(note);
    await bench.store.help.note({ ...note, words: 'two', pictures: [] });
    expect(kept).toMatchObject(note);
    expect((await bench.store.help.notes(request.id)).map(({ words, pictures }) => [words, pictures])).toEqual([
      ['one', [picture]],
      ['two', []],
    ]);
  });

  it('of all workshops are current while they stand and for a while after', async () => {
    const one = await makeWorkshop(bench.store, 'one');
    const two = await makeWorkshop(bench.store, 'two');
    const early = await ask(one.id, 1);
    const late = await ask(two.id, 1);
    const standing = await ask(one.id, 2);
    await bench.store.help.finish(early.id, 'U1', at(10));
    await bench.store.help.finish(late.id, 'U1', at(30));
    expect((await bench.store.help.current(at(20))).map(({ id }) => id)).toEqual([late.id, standing.id]);
  });
});

onBothEngines('incidents', (bench) => {
  const cause = { key: 'seat:7', says: 'Jupyter is “gone”', ill: [7], apps: ['jupyter'], remedy: 'restart' as const };

  it('are one for each cause while they stand', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { incidents } = bench.store;
    const opened = await Promise.all(Array.from({ length: 10 }, () => incidents.open(id, cause, at(0))));
    const [incident, ...others] = opened.filter((each) => each !== undefined);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      ...cause,
      seats: [7],
      restarts: 0,
      openedAt: at(0),
      endedAt: undefined,
      absorbed: false,
    });
    expect(await incidents.end(incident?.id ?? '', at(4))).toMatchObject({ endedAt: at(4), ill: [], seats: [7] });
    expect(await incidents.end(incident?.id ?? '', at(5))).toBeUndefined();
    expect(await incidents.open(id, cause, at(6))).toMatchObject({ endedAt: undefined });
  });

  it('keep every seat that was ever ill, and count their restarts', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { incidents } = bench.store;
    const incident = await incidents.open(id, { ...cause, key: 'database', ill: [12, 3] }, at(0));
    await incidents.update(incident?.id ?? '', { ...cause, ill: [3, 101], says: 'x' }, true);
    const now = await incidents.update(incident?.id ?? '', { ...cause, ill: [4], remedy: 'tell' }, true);
    expect(now).toMatchObject({ key: 'database', ill: [4], seats: [3, 4, 12, 101], restarts: 2, remedy: 'tell' });
    const without = await incidents.open(id, { ...cause, key: 'aws', ill: [] }, at(0));
    expect(await incidents.update(without?.id ?? '', { ...cause, ill: [] })).toMatchObject({ seats: [], restarts: 0 });
    await expect(incidents.update('nobody', cause)).rejects.toThrow('no incident nobody');
  });

  it('are listed while they stand, and after their end as long as one asks for', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { incidents } = bench.store;
    const made = await Promise.all(['a', 'b', 'c'].map((key) => incidents.open(id, { ...cause, key }, at(0))));
    await incidents.end(made[0]?.id ?? '', at(10));
    await incidents.end(made[1]?.id ?? '', at(30), true);
    const listed = await incidents.list(id, at(20));
    expect(new Set(listed.map(({ key, absorbed }) => `${key} ${absorbed}`))).toEqual(new Set(['b true', 'c false']));
  });

  it('are told once, in a message that can be replaced by a newer', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { incidents } = bench.store;
    const incident = await incidents.open(id, cause, at(0));
    const told = await Promise.all(Array.from({ length: 9 }, () => incidents.tellOnce(incident?.id ?? '', 'opened')));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await incidents.message(id)).toBeUndefined();
    await incidents.setMessage(id, { channel: 'C1', ts: '1.1', since: at(0) });
    await incidents.setMessage(id, { channel: 'C1', ts: '2.1', since: at(9) });
    expect(await incidents.message(id)).toEqual({ channel: 'C1', ts: '2.1', since: at(9) });
  });
});
