/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProblemError } from '../../workshop/problems';
import type { Store } from '../../workshop/ports/store';
import type { CreateRequest } from '../../workshop/usher/workshops';
import { openTestStore } from '../support/store';
import { createWorld, type World } from '../support/world';

const FILES: Partial<CreateRequest> = { spec: { files: { kind: 'folder', path: '/lessons' } } };
const gone = new ProblemError({ kind: 'unknown', summary: 'The folder is not there.', next: 'Put it there.' });

describe('the files of a workshop', () => {
  let store: Store;
  let world: World;
  beforeEach(async () => {
    store = await openTestStore();
    world = createWorld(store);
  });
  afterEach(() => world.usher.drain());

  const deploy = async (more: Partial<CreateRequest> = FILES) => {
    const workshop = await world.newWorkshop(2, more);
    const begun = await world.usher.deploy(workshop, 'U-ADA');
    if (!('started' in begun)) throw new Error('the deploy did not start');
    await world.until('operation-ended', (event) => event.operationId === begun.started.id);
    return { workshop, operation: (await store.operations.get(begun.started.id))! };
  };

  it('are uploaded after the network stands and before any seat does', async () => {
    const { operation } = await deploy();
    expect(operation.state).toBe('succeeded');
    expect(world.cloud.uploaded).toEqual([expect.stringContaining('nov after network')]);
    expect(world.cloud.uploaded[0]).not.toContain('batch');
    expect(world.events).toContainEqual(expect.objectContaining({ type: 'files-uploaded', files: 3, bytes: 4_096 }));
  });

  it('are sent again by a deploy that has nothing else to do, for they may have changed', async () => {
    const { workshop } = await deploy();
    world.cloud.applied.length = 0;
    const again = await world.usher.deploy((await world.usher.get(workshop.id))!, 'U-ADA');
    if (!('started' in again)) throw new Error('the deploy did not start');
    await world.until('operation-ended', (event) => event.operationId === again.started.id);
    expect((await store.operations.get(again.started.id))?.state).toBe('succeeded');
    expect(world.cloud.uploaded).toHaveLength(2);
    expect(world.cloud.applied).toEqual([]);
    expect((await world.usher.get(workshop.id))?.state).toBe('deployed');
  });

  it('that cannot be uploaded keep the seats from starting without them; the next deploy goes on', async () => {
    world.cloud.filesProblem = { upload: gone };
    const { workshop, operation } = await deploy();
    expect(operation).toMatchObject({ state: 'failed', problem: gone.problem });
    expect(world.cloud.applied.sort()).toEqual(['database', 'network']);
    world.cloud.filesProblem = {};
    const again = await world.usher.deploy((await world.usher.get(workshop.id))!, 'U-ADA');
    if (!('started' in again)) throw new Error('the deploy did not start');
    await world.until('operation-ended', (event) => event.operationId === again.started.id);
    expect((await store.operations.get(again.started.id))?.state).toBe('succeeded');
  });

  it('are none where none are named', async () => {
    const { operation } = await deploy({});
    expect(operation.state).toBe('succeeded');
    expect(world.cloud.uploaded).toEqual([]);
    expect(world.events.filter(({ type }) => type === 'files-uploaded')).toEqual([]);
  });
});
