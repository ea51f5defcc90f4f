import { CreateTagsCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCloud } from '../../../infra/aws';
import { tagsOf } from '../../../infra/names';
import type { Cloud } from '../../../workshop/ports/cloud';
import { planSeat } from '../../../workshop/seat-plan';
import {
  createApp,
  createBalancer,
  createCluster,
  launchHost,
  layGround,
  startBench,
  until,
  type Bench,
} from '../../local/aws/scenario';
import { cloudOptions, workshopOf } from './fixture';

describe('the cloud against the local AWS', () => {
  const workshop = workshopOf(2);
  const service = 'nov-jupyter-001';
  let bench: Bench;
  let cloud: Cloud;
  let host: string;

  beforeAll(async () => {
    bench = await startBench();
    if (!bench.aws.controlPlane) throw new Error('moto is needed: pip install "moto[server]"');
    cloud = createCloud(cloudOptions(bench.aws.endpoint));
    await bench.json('logs', 'Logs_20140328.CreateLogGroup', { logGroupName: '/usher/nov' });
    const ground = await layGround(bench);
    const balancer = await createBalancer(bench, ground, 'nov-lb-01');
    await createCluster(bench, 'usher-nov');
    host = await launchHost(bench, ground, 'usher-nov', '001');
    const tags = tagsOf(workshop, 'batch-001', planSeat(workshop.spec, 1));
    await bench.ec2.send(
      new CreateTagsCommand({ Resources: [host], Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    );
    await createApp(bench, ground, { cluster: 'usher-nov', balancer: balancer.arn, port: 8001, seat: '001' });
  }, 120_000);
  afterAll(() => bench?.stop());

  const jupyter = async () => (await cloud.inspect(workshop)).seats.get(1)?.apps.get('jupyter');
  const running = () =>
    until(async () => {
      const app = await jupyter();
      return app?.task === 'running' && app;
    }, 'Jupyter to run');

  it('sees a seat come up, and the seat beside it not', async () => {
    await running();
    const { calls, seats } = await cloud.inspect(workshop);
    expect(seats.get(1)).toMatchObject({ host: 'running', agentConnected: true });
    expect(seats.get(1)?.apps.has('airflow')).toBe(false);
    expect(seats.has(2)).toBe(false);
    expect(calls).toBeLessThanOrEqual(6);
  });

  it('knows whose credentials these are', async () => {
    expect(await cloud.identity()).toMatchObject({ account: '123456789012', arn: expect.stringMatching(/^arn:aws:/) });
  });

  it('restarts an app: the task is another one afterwards', async () => {
    const before = await running();
    await cloud.restart(workshop, 1, 'jupyter');
    await until(async () => {
      const now = await jupyter();
      return now?.task === 'running' && now.startedAt?.getTime() !== before.startedAt?.getTime();
    }, 'a new task');
  });

  it('examines an app part by part, and one that is not there', async () => {
    await running();
    await until(async () => (await cloud.examine(workshop, 1, 'jupyter')).target?.state === 'healthy', 'a target');
    expect(await cloud.examine(workshop, 1, 'jupyter')).toEqual({
      service: { running: 1 },
      task: { status: 'running', health: expect.any(String), since: expect.any(Date) },
      containers: [{ name: 'jupyter', status: 'running', exitCode: undefined }],
      target: { state: 'healthy', why: undefined },
    });
    expect(await cloud.examine(workshop, 2, 'jupyter')).toEqual({
      service: undefined,
      task: undefined,
      containers: [],
      target: undefined,
    });
  });

  it('reads what an app wrote last, also how the task before it ended, and nothing where nothing ran', async () => {
    await running();
    const before = await cloud.logs(workshop, 1, 'jupyter', 50);
    expect(before.at(-1)?.text).toContain('Use Control-C to stop this server');
    expect(before.map(({ text }) => text).join()).toContain('received signal 15, stopping');
    expect(before.every(({ container }) => container === 'jupyter')).toBe(true);
    expect(before.map(({ at }) => at.getTime())).toEqual(before.map(({ at }) => at.getTime()).sort((a, b) => a - b));
    expect(await cloud.logs(workshop, 1, 'jupyter', 2)).toEqual(before.slice(-2));
    expect(await cloud.logs(workshop, 2, 'jupyter', 50)).toEqual([]);
    expect(await cloud.logs(workshop, 1, 'airflow', 50)).toEqual([]);
  });

  it('says of which permission reading the log takes', async () => {
    bench.aws.fault({ kind: 'deny', action: 'logs:GetLogEvents' });
    await expect(cloud.logs(workshop, 1, 'jupyter', 5)).rejects.toMatchObject({
      problem: { kind: 'permission', summary: expect.stringContaining('logs:GetLogEvents') },
    });
    bench.aws.fault({ kind: 'clear' });
  });

  it('explains a crash', async () => {
    await running();
    bench.aws.fault({ kind: 'crash', service, reason: 'OutOfMemoryError: Container killed due to memory usage' });
    expect(await cloud.explain(workshop, 1, 'jupyter')).toMatch(/it ran out of memory|still checking/);
    await running();
  });

  it('sees and explains a host that hangs', async () => {
    await running();
    bench.aws.fault({ kind: 'hang', seat: '001' });
    await until(async () => (await cloud.inspect(workshop)).seats.get(1)?.host === 'impaired', 'the status check');
    expect((await cloud.inspect(workshop)).seats.get(1)?.agentConnected).toBe(false);
    await until(
      async () => /load balancer found it unhealthy|health check/.test(await cloud.explain(workshop, 1, 'jupyter')),
      'the load balancer to notice',
    );
  });

  it('says what to do where there is no service', async () => {
    await expect(cloud.restart(workshop, 2, 'jupyter')).rejects.toThrow(
      'There is no service nov-jupyter-002 on AWS. Deploy',
    );
    expect(await cloud.explain(workshop, 2, 'jupyter')).toBe('it does not exist on AWS');
    await expect(cloud.restart(workshop, 3, 'jupyter')).rejects.toThrow(RangeError);
    await expect(cloud.restart(workshop, 1, 'rstudio')).rejects.toThrow(RangeError);
  });
});
