import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeInstancesCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tool } from '../../../infra/terraform';
import { clientConfig } from '../../../infra/terraform/client-config';
import type { ProvisionerOptions } from '../../../infra/terraform/provisioner';
import { identify, isAlive } from '../../../infra/terraform/process-identity';
import type { Moto } from '../stacks/terraform';
import { describeReal, startReal } from './real';
import {
  awsEnvironment,
  collect,
  foundation,
  host,
  logGroup,
  provisionerFor,
  REGION,
  removeScratch,
  scratch,
  stackFolder,
  terraformPid,
  untilLogged,
  vpc,
  workshop,
} from './support';

describeReal('a resume', () => {
  const never = new AbortController().signal;
  /** Terraform waits ten seconds for an instance: time to interrupt it. */
  const CREATING = 'aws_instance.host-001: Creating';
  const resources = { ...vpc, ...foundation, ...logGroup, ...host('001') };
  let tool: Tool;
  let moto: Moto;
  let ec2: EC2Client;
  let dataDir: string;

  beforeAll(async () => {
    ({ tool, moto } = await startReal());
    ec2 = new EC2Client(clientConfig(awsEnvironment(moto.endpoint), REGION));
  }, 90_000);
  afterAll(() => {
    ec2?.destroy();
    return moto?.stop();
  });
  beforeEach(async () => {
    dataDir = scratch();
    await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
  });
  afterEach(() => removeScratch(dataDir));

  const provisioner = (more: Partial<ProvisionerOptions> = {}, of: Record<string, object> = resources) =>
    provisionerFor(moto.endpoint, dataDir, tool, () => of, more);

  async function instances(): Promise<string[]> {
    const answer = await ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running'] }] }),
    );
    return (answer.Reservations ?? []).flatMap(({ Instances }) =>
      (Instances ?? []).map(({ InstanceId }) => InstanceId ?? ''),
    );
  }

  async function workshopVpcs(): Promise<number> {
    const answer = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: 'tag:usher:run', Values: [workshop.suffix] }] }),
    );
    return answer.Vpcs?.length ?? 0;
  }

  /** Waits until AWS has the instance and Terraform is still waiting for it. */
  async function instanceBegun(): Promise<void> {
    await untilLogged(dataDir, 'network', 'apply', CREATING);
    while ((await instances()).length === 0) await sleep(50);
  }

  /** Runs an apply and kills Terraform, its provider with it, while the instance is being made. */
  async function killedApply(more: Partial<ProvisionerOptions> = {}): Promise<void> {
    const run = collect(provisioner(more).apply(workshop, 'network', never));
    await instanceBegun();
    process.kill(-(await terraformPid(dataDir, 'network')), 'SIGKILL');
    expect((await run).at(-1)).toMatchObject({ type: 'failed', problem: { kind: 'interrupted' } });
  }

  describe('after an interruption', () => {
    it('by kill -9 the same apply takes up what was made and makes nothing twice', async () => {
      await killedApply();
      const before = await instances();
      expect(before).toHaveLength(1);
      const events = await collect(provisioner().apply(workshop, 'network', never));
      expect(events.at(-1)).toMatchObject({ type: 'done' });
      expect(events).toContainEqual({ type: 'foundation' });
      expect(await instances()).toEqual(before);
      expect(await workshopVpcs()).toBe(1);
      const again = await collect(provisioner().apply(workshop, 'network', never));
      expect(again).toContainEqual({ type: 'planned', total: 0 });
    }, 180_000);

    it('by kill -9 a destroy leaves nothing behind', async () => {
      await killedApply();
      expect(await instances()).toHaveLength(1);
      const events = await collect(provisioner().destroy(workshop, 'network', never));
      expect(events.at(-1)).toEqual({ type: 'done' });
      expect(await instances()).toEqual([]);
      expect(await workshopVpcs()).toBe(0);
      expect(existsSync(stackFolder(dataDir, 'network'))).toBe(false);
    }, 180_000);

    it('by a polite stop the same apply goes on and replaces nothing', async () => {
      const stop = new AbortController();
      const run = collect(provisioner().apply(workshop, 'network', stop.signal));
      await instanceBegun();
      const terraform = await identify(await terraformPid(dataDir, 'network'));
      if (!terraform) throw new Error('Terraform was over before it could be stopped');
      stop.abort();
      const stopped = await run;
      expect(stopped.at(-1)).toMatchObject({ type: 'failed', problem: { kind: 'interrupted' } });
      expect(stopped.filter(({ type }) => type === 'resource-failed')).toEqual([]);
      expect(await isAlive(terraform)).toBe(false);
      const state = await readFile(join(dataDir, 'terraform/nov-ab12cd/state/network.tfstate'), 'utf8');
      expect(state).toContain('"tainted"');

      const before = await instances();
      const events = await collect(provisioner().apply(workshop, 'network', never));
      expect(events.at(-1)).toMatchObject({ type: 'done' });
      expect(await instances()).toEqual(before);
    }, 180_000);

    it('with the state on S3, in a bucket made on first use, the lock of the dead Terraform is released', async () => {
      const bucket = { name: 'usher-state', region: REGION };
      await killedApply({ stateBucket: bucket });
      const events = await collect(provisioner({ stateBucket: bucket }).apply(workshop, 'network', never));
      expect(events).toContainEqual({ type: 'waiting', reason: 'releasing the lock an interrupted run left behind' });
      expect(events.at(-1)).toMatchObject({ type: 'done' });
      expect(await instances()).toHaveLength(1);
    }, 180_000);
  });

  describe('a state that was lost', () => {
    const role = {
      'aws_iam_role.task': {
        name: 'usher-nov-task',
        assume_role_policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        }),
      },
    };
    const lose = () => rm(join(dataDir, 'terraform'), { recursive: true, force: true });

    it('is found again by tags, and by name where AWS lists no tags', async () => {
      const stack = { ...vpc, ...logGroup, ...role };
      await collect(provisioner({}, stack).apply(workshop, 'network', never));
      await lose();
      const events = await collect(provisioner({}, stack).apply(workshop, 'network', never));
      expect(events.at(-1)).toMatchObject({ type: 'done' });
      expect(await workshopVpcs()).toBe(1);
    }, 180_000);

    it('of another workshop of the same name is not touched', async () => {
      await collect(provisioner({}, role).apply({ ...workshop, suffix: 'zz99zz' }, 'network', never));
      const events = await collect(provisioner({}, role).apply(workshop, 'network', never));
      expect(events.at(-1)).toMatchObject({
        type: 'failed',
        problem: { kind: 'exists', detail: { address: 'aws_iam_role.task' } },
      });
    }, 180_000);
  });
});
