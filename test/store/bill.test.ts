/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import type { ReceiptBody } from '../../workshop/receipt';
import { makeWorkshop, newWorkshop, onBothEngines } from './engines';

onBothEngines('what a workshop costs', (bench) => {
  it('has a limit, which is changed and taken off', async () => {
    const made = await bench.store.workshops.create({ ...newWorkshop(), priceLimit: 199.5 });
    if (made === 'taken') throw new Error('taken');
    expect(made.priceLimit).toBe(199.5);
    expect((await bench.store.workshops.update(made.id, { priceLimit: undefined })).priceLimit).toBeUndefined();
    await expect(bench.store.workshops.update(made.id, { priceLimit: -1 })).rejects.toThrow();
  });

  it('knows what was told', async () => {
    const { id } = await makeWorkshop(bench.store);
    expect(await bench.store.workshops.wasTold(id, 'limit:200:80')).toBe(false);
    await bench.store.workshops.tellOnce(id, 'limit:200:80');
    expect(await bench.store.workshops.wasTold(id, 'limit:200:80')).toBe(true);
    expect(await bench.store.workshops.wasTold(id, 'limit:200:100')).toBe(false);
  });

  it('lists the work on every stack, oldest first, and no restart', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { operations } = bench.store;
    const begun = async (kind: 'deploy' | 'destroy' | 'restart', stacks: readonly string[]) => {
      const started = await operations.begin({ workshopId: id, kind, startedBy: 'U1', stacks });
      if (!('started' in started)) throw new Error('one is running');
      return started.started.id;
    };
    const deploy = await begun('deploy', ['network', 'batch-001']);
    const step = (await operations.takeStep(deploy, 'network', 'me'))!;
    const endedAt = new Date('2026-11-24T08:00:00Z');
    await operations.updateStep(step, { state: 'done', endedAt });
    await begun('restart', []);
    await operations.finish(deploy, 'cancelled');
    await begun('destroy', ['network']);
    const work = await operations.stackWork(id);
    expect(work.map(({ removes, stack, state }) => [removes, stack, state])).toEqual([
      [false, expect.any(String), expect.any(String)],
      [false, expect.any(String), expect.any(String)],
      [true, 'network', 'waiting'],
    ]);
    expect(work.find(({ removes, stack }) => !removes && stack === 'network')).toMatchObject({
      state: 'done',
      startedAt: expect.any(Date),
      endedAt,
    });
    expect(work.find(({ stack }) => stack === 'batch-001')).toMatchObject({ startedAt: undefined, endedAt: undefined });
  });

  it('is drawn up once, and keeps where it is, what AWS said and what was told', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { receipts } = bench.store;
    const body = { for: 'U1', bill: { items: [], total: 12.5 } } as unknown as ReceiptBody;
    expect(await receipts.get(id)).toBeUndefined();
    expect(await receipts.draw(id, body)).toEqual({ body, message: undefined, actual: undefined, told: [] });
    expect((await receipts.draw(id, { ...body, for: 'U2' })).body).toEqual(body);
    const actual = { total: 13, services: [{ name: 'EC2', amount: 13 }] };
    await receipts.update(id, { message: { channel: 'C1', ts: '1.2' } });
    await receipts.update(id, { actual });
    await receipts.tell(id, ['real:1', 'real:1', 'inactive']);
    expect(await receipts.get(id)).toEqual({
      body,
      message: { channel: 'C1', ts: '1.2' },
      actual,
      told: ['real:1', 'inactive'],
    });
  });
});

onBothEngines('a sign of life', (bench) => {
  it('is the last one', async () => {
    expect(await bench.store.signs.last('voice')).toBeUndefined();
    await bench.store.signs.note('voice', new Date('2026-11-24T08:00:00Z'));
    await bench.store.signs.note('voice', new Date('2026-11-24T08:00:10Z'));
    expect(await bench.store.signs.last('voice')).toEqual(new Date('2026-11-24T08:00:10Z'));
  });
});

onBothEngines('somebody’s last workshop', (bench) => {
  it('is the newest they took part in, also where it is over', async () => {
    const first = await makeWorkshop(bench.store);
    await bench.store.participants.ensure(first.id, 'U-GRACE');
    await bench.store.workshops.update(first.id, { state: 'destroyed', destroyedAt: new Date() });
    await makeWorkshop(bench.store);
    expect((await bench.store.workshops.lastOf('U-GRACE'))?.id).toBe(first.id);
    expect(await bench.store.workshops.lastOf('U-ALAN')).toBeUndefined();
  });
});
