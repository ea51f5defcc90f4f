/** @jest-environment ./test/support/pglite-environment.cjs */
import { expect, it } from '@jest/globals';
import type { OperationKind, StepState } from '../../workshop/operation';
import { END_TOLD } from '../../workshop/operation';
import type { Problem } from '../../workshop/problems';
import { makeWorkshop, onBothEngines } from './engines';

const problem: Problem = {
  kind: 'quota',
  summary: 'Too few vCPUs.',
  next: 'Ask for more.',
  detail: { code: 'L-1216C47A' },
};

onBothEngines('operations', (bench) => {
  const start = async (workshopId: string, kind: OperationKind = 'deploy', stacks = ['network']) => {
    const begun = await bench.store.operations.begin({ workshopId, kind, startedBy: 'U1', stacks });
    if (!('started' in begun)) throw new Error('another is running');
    return begun.started;
  };

  const take = async (operation: string, stack: string, worker = 'usher@one:1') => {
    const turn = await bench.store.operations.takeStep(operation, stack, worker);
    if (!turn) throw new Error(`${stack} was not to be had`);
    return turn;
  };

  it('are one at a time per workshop, and a refusal returns the running one', async () => {
    const { id } = await makeWorkshop(bench.store);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        bench.store.operations.begin({
          workshopId: id,
          kind: i % 2 ? 'deploy' : 'destroy',
          startedBy: `U${i}`,
          stacks: ['network', 'database'],
        }),
      ),
    );
    const started = answers.filter((answer) => 'started' in answer).map((answer) => answer.started);
    expect(started).toHaveLength(1);
    const running = answers.filter((answer) => 'running' in answer).map((answer) => answer.running);
    expect(new Set(running.map((operation) => operation.id))).toEqual(new Set([started[0]?.id]));
    expect(await bench.store.operations.running(id)).toEqual(started);
    expect(await bench.store.operations.steps(started[0]?.id ?? '')).toHaveLength(2);
  });

  it('of other workshops, and restarts, run beside it', async () => {
    const one = await makeWorkshop(bench.store, 'one');
    const two = await makeWorkshop(bench.store, 'two');
    const deploy = await start(one.id);
    await start(two.id, 'destroy');
    const target = { seats: [7, 8], apps: ['jupyter'] };
    const restart = await bench.store.operations.begin({
      workshopId: one.id,
      kind: 'restart',
      startedBy: 'U2',
      target,
      stacks: [],
    });
    expect(restart).toMatchObject({ started: { kind: 'restart', target, startedBy: 'U2' } });
    expect(await bench.store.operations.running()).toHaveLength(3);
    expect((await bench.store.operations.running(one.id)).map((operation) => operation.kind)).toEqual([
      'deploy',
      'restart',
    ]);
    expect(await bench.store.operations.get(deploy.id)).toEqual(deploy);
  });

  it('that ended wait for their end to be told, but for what participants did to their own seats', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { operations } = bench.store;
    const operation = await start(id);
    expect(await operations.untold()).toEqual([]);
    const ended = await operations.finish(operation.id, 'succeeded');
    const target = { seats: [1], apps: [], own: true } as const;
    const own = await operations.begin({ workshopId: id, kind: 'restart', startedBy: 'U2', target, stacks: [] });
    if ('started' in own) await operations.finish(own.started.id, 'succeeded');
    expect((await operations.untold()).map((each) => each.id)).toEqual([ended.id]);
    await operations.setMessage(ended.id, { channel: 'C1', ts: '1.1' }, undefined);
    expect((await operations.untold()).map((each) => each.id)).toEqual([ended.id]);
    await operations.tellOnce(ended.id, END_TOLD);
    expect(await operations.untold()).toEqual([]);
  });

  it('finish once, and what ends first is kept', async () => {
    const { id } = await makeWorkshop(bench.store);
    const operation = await start(id);
    const ended = await bench.store.operations.finish(operation.id, 'partial', problem);
    expect(ended).toMatchObject({ state: 'partial', problem });
    expect(ended.endedAt).toBeInstanceOf(Date);
    expect(await bench.store.operations.finish(operation.id, 'succeeded')).toEqual(ended);
    expect(await bench.store.operations.running()).toEqual([]);
    await start(id, 'destroy');
    await expect(bench.store.operations.finish('nobody', 'failed')).rejects.toThrow('no operation nobody');
  });

  it('keep their message, and tell each thing once', async () => {
    const { id } = await makeWorkshop(bench.store);
    const operation = await start(id);
    const { operations } = bench.store;
    const [first, second] = [
      { channel: 'C1', ts: '1.5' },
      { channel: 'C1', ts: '1.6' },
    ];
    expect(await operations.setMessage(operation.id, first, undefined)).toBe(true);
    expect(await operations.setMessage(operation.id, second, undefined)).toBe(false);
    const told = await Promise.all(
      Array.from({ length: 10 }, () => bench.store.operations.tellOnce(operation.id, 'batch-001 "failed"')),
    );
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await bench.store.operations.tellOnce(operation.id, 'end')).toBe(true);
    expect(await operations.get(operation.id)).toMatchObject({
      message: first,
      told: ['batch-001 "failed"', 'end'],
    });
    expect(await operations.setMessage(operation.id, second, first)).toBe(true);
  });

  it('list their steps network first, then database, then batches by number', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { id: operation } = await start(id, 'deploy', [
      'batch-1000',
      'batch-010',
      'database',
      'batch-002',
      'network',
    ]);
    const steps = await bench.store.operations.steps(operation);
    expect(steps.map((step) => step.stack)).toEqual(['network', 'database', 'batch-002', 'batch-010', 'batch-1000']);
    expect(steps[0]).toEqual({
      operationId: operation,
      stack: 'network',
      state: 'waiting',
      done: 0,
      total: 0,
      foundation: false,
      note: undefined,
      startedAt: undefined,
      endedAt: undefined,
      problem: undefined,
      worker: undefined,
      attempt: 0,
      replace: [],
      removes: false,
    });
  });

  it('change a step by the keys that are there', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { id: operation } = await start(id);
    const startedAt = new Date('2026-11-23T09:00:00.500Z');
    const turn = await take(operation, 'network');
    const update = bench.store.operations.updateStep;
    await update(turn, {
      startedAt,
      total: 9,
      note: 'waiting for AWS: throttled',
      problem,
    });
    await update(turn, { done: 4, foundation: true, note: undefined, problem: undefined });
    expect((await bench.store.operations.steps(operation))[0]).toMatchObject({
      state: 'running',
      startedAt,
      done: 4,
      total: 9,
      foundation: true,
      note: undefined,
      problem: undefined,
    });
    expect(await update({ ...turn, stack: 'batch-009' }, { done: 1 })).toBe(false);
  });

  it('know which stacks stand: the newest deploy or destroy that touched them was a deploy that got through', async () => {
    const { id } = await makeWorkshop(bench.store);
    const run = async (kind: OperationKind, states: Record<string, StepState>) => {
      const operation = await start(id, kind, Object.keys(states));
      for (const [stack, state] of Object.entries(states))
        if (state !== 'waiting') await bench.store.operations.updateStep(await take(operation.id, stack), { state });
      await bench.store.operations.finish(operation.id, 'partial');
    };
    const standing = () => bench.store.operations.stacksStanding(id);
    expect(await standing()).toEqual([]);
    await run('deploy', {
      network: 'done',
      database: 'done',
      'batch-001': 'done',
      'batch-002': 'failed',
      'batch-010': 'done',
    });
    expect(await standing()).toEqual(['network', 'database', 'batch-001', 'batch-010']);
    await run('destroy', { network: 'waiting', database: 'failed', 'batch-001': 'done', 'batch-010': 'running' });
    expect(await standing()).toEqual(['network']);
    await run('deploy', { 'batch-001': 'done', network: 'running' });
    expect(await standing()).toEqual(['batch-001']);
  });

  it('give a step to one worker at a time, and tell the next what became of the one before', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { id: operation } = await start(id, 'deploy', ['network', 'database']);
    const first = await take(operation, 'network', 'usher@one:17');
    expect(first).toMatchObject({ attempt: 1, lost: undefined });
    const second = await take(operation, 'network', 'usher@two:4');
    expect(second).toMatchObject({ attempt: 2, lost: { who: 'usher@one' } });
    expect(second.lost?.until.getTime()).toBeGreaterThanOrEqual(second.lost?.from.getTime() ?? Infinity);
    expect(await bench.store.operations.updateStep(first, { state: 'done' })).toBe(false);
    expect(await bench.store.operations.updateStep(second, { state: 'done' })).toBe(true);
    expect(await bench.store.operations.takeStep(operation, 'network', 'usher@one:17')).toBeUndefined();
  });

  it('are cancelled once, after which nothing of them is begun', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { id: operation } = await start(id, 'deploy', ['network', 'database']);
    const first = await take(operation, 'network');
    expect(await bench.store.operations.cancel(operation, 'U2')).toMatchObject({ cancelledBy: 'U2' });
    expect(await bench.store.operations.cancel(operation, 'U3')).toBeUndefined();
    await bench.store.operations.stopWaiting(operation, ['network', 'database']);
    expect((await bench.store.operations.steps(operation)).map(({ state }) => state)).toEqual(['running', 'stopped']);
    expect(await bench.store.operations.takeStep(operation, 'database', 'usher@one:1')).toBeUndefined();
    // What is being worked on may be a lost worker's: somebody must say that it has stopped.
    const second = await take(operation, 'network', 'usher@one:1');
    expect(second.attempt).toBe(first.attempt + 1);
    expect(await bench.store.operations.updateStep(second, { state: 'stopped' })).toBe(true);
    await bench.store.operations.finish(operation, 'cancelled');
    expect(await bench.store.operations.cancel(operation, 'U3')).toBeUndefined();
  });

  it('put a step that has ended back to be worked on, with what is to be made anew', async () => {
    const { id } = await makeWorkshop(bench.store);
    const { id: operation } = await start(id, 'deploy', ['batch-001']);
    const turn = await take(operation, 'batch-001');
    await bench.store.operations.redo(operation, 'batch-001', [3]);
    expect((await bench.store.operations.steps(operation))[0]).toMatchObject({ state: 'running', replace: [] });
    await bench.store.operations.updateStep(turn, { state: 'done' });
    await bench.store.operations.redo(operation, 'batch-001', [3]);
    expect((await take(operation, 'batch-001')).step).toMatchObject({ attempt: 2, replace: [3] });
  });

  it('remember which tasks a restart found first', async () => {
    const { id } = await makeWorkshop(bench.store);
    const target = { seats: [1], apps: [] };
    const begun = await bench.store.operations.begin({
      ...{ workshopId: id, kind: 'restart', startedBy: 'U1', target, stacks: [] },
    });
    if (!('started' in begun)) throw new Error('another is running');
    const found = { '1 jupyter': '2026-11-24T07:00:00.000Z' };
    expect(await bench.store.operations.noteBefore(begun.started.id, found)).toEqual(found);
    expect(await bench.store.operations.noteBefore(begun.started.id, { '1 jupyter': null })).toEqual(found);
  });
});
