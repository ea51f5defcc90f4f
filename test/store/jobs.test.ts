/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import { openStore } from '../../store/index';
import type { Job } from '../../workshop/jobs';
import { makeWorkshop, onBothEngines, onServer } from './engines';

const stack = (name: string): Job => ({ kind: 'stack', operationId: 'o1', stack: name });
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

onBothEngines('jobs', (bench) => {
  it('are done once each, however often they are asked for while they wait or are being done', async () => {
    const done: string[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    await bench.store.jobs.send(stack('network'));
    await bench.store.jobs.send(stack('network'));
    await bench.store.jobs.take('stack', 2, async (job) => {
      await gate;
      done.push(job.stack);
    });
    await bench.store.jobs.send(stack('network'));
    await bench.store.jobs.send(stack('database'));
    open();
    await until(() => done.length === 2);
    await bench.store.jobs.stop();
    expect(done.sort()).toEqual(['database', 'network']);
  });

  it('come back when whoever did them could not', async () => {
    let tries = 0;
    await bench.store.jobs.take('stack', 1, () => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('the first try breaks')) : Promise.resolve();
    });
    await bench.store.jobs.send(stack('network'));
    await until(() => tries === 2);
  });

  it('are on the list with the operation they are for, or not at all', async () => {
    const workshop = await makeWorkshop(bench.store);
    const asked = { workshopId: workshop.id, kind: 'deploy' as const, startedBy: 'U1', stacks: ['network'] };
    const seen: string[] = [];
    await bench.store.jobs.take('operation', 1, ({ operationId }) => {
      seen.push(operationId);
      return Promise.resolve();
    });
    const [first] = await Promise.all([bench.store.operations.begin(asked), bench.store.operations.begin(asked)]);
    await until(() => seen.length > 0);
    await bench.store.jobs.stop();
    expect(seen).toEqual(['started' in first ? first.started.id : first.running.id]);
  });

  it('are waited for when a process stops, and no other is begun', async () => {
    let ended = false;
    let begun = 0;
    await bench.store.jobs.take('stack', 1, async () => {
      begun += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      ended = true;
    });
    await bench.store.jobs.send(stack('network'));
    await bench.store.jobs.send(stack('database'));
    await until(() => begun === 1);
    await bench.store.jobs.stop();
    expect({ begun, ended }).toEqual({ begun: 1, ended: true });
  });
});

onServer('jobs on a server', (options) => {
  it('go to whoever is free: what one process takes another does not', async () => {
    const shared = await options();
    const stores = await Promise.all([openStore(shared), openStore(shared)]);
    const done = new Map<string, number>();
    for (const [index, { jobs }] of stores.entries()) {
      await jobs.take('stack', 2, async (job) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        done.set(job.stack, (done.get(job.stack) ?? 0) + 1);
        done.set(`by ${index}`, (done.get(`by ${index}`) ?? 0) + 1);
      });
    }
    for (let n = 1; n <= 20; n += 1) await stores[0]?.jobs.send(stack(`batch-${n}`));
    await until(() => (done.get('by 0') ?? 0) + (done.get('by 1') ?? 0) >= 20);
    await Promise.all(stores.map((store) => store.close()));
    expect([...done].filter(([name]) => name.startsWith('batch')).map(([, times]) => times)).toEqual(
      Array.from({ length: 20 }, () => 1),
    );
    expect(done.get('by 1')).toBeGreaterThan(0);
  });
});
