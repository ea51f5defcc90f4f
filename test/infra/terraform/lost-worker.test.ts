import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { DescribeInstancesCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { bucketClient } from '../../../infra/state';
import { locateTerraform, type Tool } from '../../../infra/terraform';
import { clientConfig } from '../../../infra/terraform/client-config';
import { identify, isAlive, type ProcessIdentity } from '../../../infra/terraform/process-identity';
import type { LostRun } from '../../../workshop/ports/provisioner';
import { startBench, type Bench } from '../../local/aws/scenario';
import { describeReal } from './real';
import {
  awsEnvironment,
  collect,
  provisionerFor,
  REGION,
  removeScratch,
  scratch,
  stackFolder,
  terraformPid,
  untilLogged,
  workshop,
} from './support';
import { BUCKET, resources } from './worker';

/** Two workers with data folders of their own and one state on S3; the first is killed while it makes an instance. */
describeReal('a worker that is lost', () => {
  const never = new AbortController().signal;
  let tool: Tool;
  let bench: Bench;
  let ec2: EC2Client;
  let s3: S3Client;
  let first: string;
  let second: string;
  let worker: ChildProcess;
  let began: Date;

  beforeAll(async () => {
    const located = await locateTerraform(process.env);
    if ('problem' in located) throw new Error(located.problem.summary);
    tool = located;
  });
  beforeEach(async () => {
    bench = await startBench();
    ec2 = new EC2Client(clientConfig(awsEnvironment(bench.aws.endpoint), REGION));
    s3 = bucketClient(awsEnvironment(bench.aws.endpoint), REGION);
    [first, second] = [scratch(), scratch()];
    began = new Date();
    worker = fork(join(__dirname, 'worker.ts'), [bench.aws.endpoint, first], {
      execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
      stdio: 'ignore',
    });
    await untilLogged(first, 'network', 'apply', 'aws_instance.host-001: Creating');
    while ((await instances()).length === 0) await sleep(50);
  }, 120_000);
  afterEach(async () => {
    worker?.kill('SIGKILL');
    ec2?.destroy();
    s3?.destroy();
    await bench?.stop();
    await Promise.all([removeScratch(first), removeScratch(second)]);
  });
  /** Where the processes of the lost worker cannot be seen, as in a container, it waits no longer than it must. */
  const other = () =>
    provisionerFor(bench.aws.endpoint, second, tool, () => resources, { stateBucket: BUCKET, stopTimeoutMs: 1_000 });
  const lost = (): LostRun => ({ from: began, until: new Date(), who: other().who });
  const keys = async () =>
    ((await s3.send(new ListObjectsV2Command({ Bucket: BUCKET.name }))).Contents ?? []).map(({ Key }) => Key);

  async function instances(): Promise<string[]> {
    const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId));
  }

  async function terraform(): Promise<ProcessIdentity> {
    const found = await identify(await terraformPid(first, 'network'));
    if (!found) throw new Error('Terraform was over before its worker was killed');
    return found;
  }

  async function nothingTwice(before: readonly string[]): Promise<void> {
    expect(await instances()).toEqual(before);
    const Filters = [{ Name: 'tag:usher:run', Values: [workshop.suffix] }];
    expect((await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs).toHaveLength(1);
    expect(await collect(other().apply(workshop, 'network', never))).toContainEqual({ type: 'planned', total: 0 });
    const gone = await collect(other().destroy(workshop, 'network', never));
    expect(gone.at(-1)).toEqual({ type: 'done' });
    expect(await instances()).toEqual([]);
    expect((await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs).toEqual([]);
    expect(existsSync(stackFolder(second, 'network'))).toBe(false);
  }

  it('takes its Terraform with it, which stops in good order, and another worker goes on', async () => {
    const left = await terraform();
    const before = await instances();
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    const run = lost();
    while (await isAlive(left)) await sleep(50);
    expect(await keys()).not.toContainEqual(expect.stringMatching(/\.tflock$/));
    const events = await collect(other().apply(workshop, 'network', never, { lost: run }));
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    await nothingTwice(before);
  }, 240_000);

  it('and its Terraform with it, leaves a lock that another worker releases, and nothing that is made twice', async () => {
    const { pid } = await terraform();
    const before = await instances();
    worker.kill('SIGKILL');
    process.kill(-pid, 'SIGKILL');
    await once(worker, 'exit');
    expect(await keys()).toContainEqual(expect.stringMatching(/\.tflock$/));
    const refused = await collect(other().apply(workshop, 'network', never));
    expect(refused.at(-1)).toMatchObject({ type: 'failed', problem: { kind: 'locked', detail: { who: other().who } } });
    // Long ago enough that no Terraform of that worker can live, on whichever machine.
    const long = { ...lost(), until: new Date(Date.now() - 20 * 60_000) };
    const wrong = await collect(other().apply(workshop, 'network', never, { lost: { ...long, who: 'ada@laptop' } }));
    expect(wrong.at(-1)).toMatchObject({ type: 'failed', problem: { kind: 'locked' } });
    const events = await collect(other().apply(workshop, 'network', never, { lost: lost() }));
    expect(events).toContainEqual({ type: 'waiting', reason: 'releasing the lock an interrupted run left behind' });
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    await nothingTwice(before);
  }, 300_000);
});
