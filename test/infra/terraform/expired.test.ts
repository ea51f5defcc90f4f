import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { locateTerraform, type Tool } from '../../../infra/terraform';
import { clientConfig } from '../../../infra/terraform/client-config';
import { startBench, type Bench } from '../../local/aws/scenario';
import { describeReal } from './real';
import {
  awsEnvironment,
  collect,
  provisionerFor,
  REGION,
  removeScratch,
  scratch,
  untilLogged,
  workshop,
} from './support';
import { BUCKET, resources } from './worker';

describeReal('an apply whose credentials expire half-way, its state on S3', () => {
  const never = new AbortController().signal;
  const dataDir = scratch();
  let tool: Tool;
  let bench: Bench;
  let ec2: EC2Client;

  beforeAll(async () => {
    const located = await locateTerraform(process.env);
    if ('problem' in located) throw new Error(located.problem.summary);
    tool = located;
    bench = await startBench();
    // Other credentials than those of the fault.
    const credentials = { accessKeyId: 'other', secretAccessKey: 'other' };
    ec2 = new EC2Client({ ...clientConfig(awsEnvironment(bench.aws.endpoint), REGION), credentials });
  }, 90_000);
  afterAll(async () => {
    ec2?.destroy();
    await bench?.stop();
    await removeScratch(dataDir);
  });

  async function instances(): Promise<string[]> {
    const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId));
  }

  it('says so, and goes on where it stopped once they are renewed, though it could not write its state', async () => {
    const { apply, destroy } = provisionerFor(bench.aws.endpoint, dataDir, tool, () => resources, {
      stateBucket: BUCKET,
    });
    const run = collect(apply(workshop, 'network', never));
    await untilLogged(dataDir, 'network', 'apply', 'aws_instance.host-001: Creating');
    while ((await instances()).length === 0) await sleep(50);
    const before = await instances();
    bench.aws.fault({ kind: 'expired-credentials', key: 'test' });
    expect((await run).at(-1)).toMatchObject({ type: 'failed', problem: { kind: 'credentials' } });
    const still = await collect(apply(workshop, 'network', never));
    expect(still.at(-1)).toMatchObject({ type: 'failed', problem: { kind: 'credentials' } });

    bench.aws.fault({ kind: 'clear' });
    expect((await collect(apply(workshop, 'network', never))).at(-1)).toMatchObject({ type: 'done' });
    expect(await instances()).toEqual(before);
    expect(await collect(apply(workshop, 'network', never))).toContainEqual({ type: 'planned', total: 0 });
    expect((await collect(destroy(workshop, 'network', never))).at(-1)).toEqual({ type: 'done' });
    expect(await instances()).toEqual([]);
  }, 300_000);
});
