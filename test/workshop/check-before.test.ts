/** @jest-environment ./test/support/pglite-environment.cjs */
import { describe, expect, it } from '@jest/globals';
import { ProblemError, type ProblemKind } from '../../workshop/problems';
import { openTestStore } from '../support/store';
import { createWorld } from '../support/world';

describe('before a deploy', () => {
  const made = async () => {
    const world = createWorld(await openTestStore());
    const spec = { files: { kind: 'folder' as const, path: '/srv/assignments' } };
    return { world, workshop: await world.newWorkshop(2, { spec }) };
  };
  const problem = (kind: ProblemKind) =>
    new ProblemError({ kind, summary: 'The folder is not there.', next: 'Put it there.' });
  const filesOf = (lines: readonly { what: string }[]) => lines.find(({ what }) => what === 'files of the seats');

  it('files that are there are counted, and those of a workshop without any are not', async () => {
    const { world, workshop } = await made();
    expect(filesOf((await world.usher.plan(workshop)).checks)).toMatchObject({
      verdict: 'ok',
      sentence: '3 are there.',
    });
    const bare = await world.newWorkshop(2, { name: 'dec' });
    expect(filesOf((await world.usher.plan(bare)).checks)).toBeUndefined();
  });

  it('files that are missing stop it, and nothing is stored of it', async () => {
    const { world, workshop } = await made();
    world.cloud.filesProblem = { check: problem('unknown') };
    const refused = await world.usher.deploy(workshop, 'U-ADA');
    expect(refused).toMatchObject({ refused: 'preflight' });
    expect('checks' in refused && filesOf(refused.checks)).toMatchObject({
      verdict: 'short',
      sentence: 'The folder is not there. Put it there.',
    });
    expect(await world.store.operations.running(workshop.id)).toEqual([]);
  });

  it.each(['throttled', 'network'] as const)('a look at the files that is %s says nothing about them', async (kind) => {
    const { world, workshop } = await made();
    world.cloud.filesProblem = { check: problem(kind) };
    expect(filesOf((await world.usher.plan(workshop)).checks)).toMatchObject({ verdict: 'unknown' });
  });

  it('a look that breaks is told to the log, and to nobody else', async () => {
    const { world, workshop } = await made();
    world.cloud.filesProblem = { check: new Error('a bug') };
    expect(filesOf((await world.usher.plan(workshop)).checks)).toMatchObject({ verdict: 'unknown' });
    expect(world.log.join()).toContain('a bug');
  });
});
