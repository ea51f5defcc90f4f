import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCloud } from '../../../infra/aws';
import { variablesFor } from '../../../infra/stacks/variables';
import { synthInProcess } from '../../../infra/synth/in-process';
import { createDirectProvisioner } from '../../../infra/terraform';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import type { ApplyOptions, Placement } from '../../../workshop/ports/provisioner';
import { startBench, until, type Bench } from '../../local/aws/scenario';
import { testCredentials, testWorkshop } from '../stacks/support';
import { collect, removeScratch, scratch } from './support';

/** Each test starts where the one before ended. */
describe('without Terraform and moto, hosts', () => {
  const never = new AbortController().signal;
  const dataDir = scratch();
  const workshop = testWorkshop({ seats: 2, apps: DEFAULT_APPS.filter((app) => !app.database) });
  const placements = new Map<number, Placement>([[1, { zone: 1 }]]);
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench({ moto: 'none' });
    expect((await collect(provisioner().apply(workshop, 'network', never))).at(-1)).toMatchObject({ type: 'done' });
  }, 60_000);
  afterAll(async () => {
    await bench?.stop();
    await removeScratch(dataDir);
  });

  const env = () => ({ ...bench.aws.environment });
  const provisioner = () =>
    createDirectProvisioner({
      dataDir,
      env: env(),
      synth: async (request) => synthInProcess(request),
      variables: (of, stack) => variablesFor(of, stack, testCredentials),
      missing: { kind: 'missing-tool', summary: '', next: '' },
    });
  const apply = (options: ApplyOptions) => collect(provisioner().apply(workshop, 'batch-001', never, options));
  const cloud = () => createCloud({ env: env() });
  const seat = async (no: number) => (await cloud().inspect(workshop)).seats.get(no);
  const runs = (no: number) =>
    until(async () => {
      const app = (await seat(no))?.apps.get('jupyter');
      return app?.task === 'running' && app.startedAt;
    }, `the app of seat ${no}`);

  it('that AWS has no capacity for are told by seat, and made where they are placed', async () => {
    bench.aws.fault({ kind: 'capacity', zone: 'eu-west-1a' });
    const events = await apply({});
    expect(events).toContainEqual({
      type: 'resource-failed',
      address: 'aws_instance.host-001',
      seat: 1,
      problem: expect.objectContaining({ kind: 'capacity' }),
    });
    expect(events.at(-1)).toMatchObject({ type: 'failed', problem: { kind: 'capacity' } });
    await runs(2);
    expect((await apply({ placements })).at(-1)).toEqual({ type: 'done' });
    await runs(1);
    bench.aws.fault({ kind: 'clear' });
  });

  it('are made anew by order, once', async () => {
    const before = await runs(2);
    bench.aws.fault({ kind: 'hang', seat: '002' });
    await until(async () => (await seat(2))?.agentConnected === false, 'the agent to be missed');
    const order: ApplyOptions = { placements, replace: [2], replaceOrderedAt: new Date() };
    expect((await apply(order)).at(-1)).toEqual({ type: 'done' });
    await until(async () => (await seat(2))?.agentConnected, 'the new host');
    const after = await runs(2);
    expect(after.getTime()).toBeGreaterThan(before.getTime());
    await apply(order);
    expect(await runs(2)).toEqual(after);
  });

  it('go with all the rest', async () => {
    for (const stack of ['batch-001', 'network']) await collect(provisioner().destroy(workshop, stack, never));
    expect(await cloud().leftovers(workshop)).toEqual([]);
  });
});
