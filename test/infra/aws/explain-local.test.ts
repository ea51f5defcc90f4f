import { TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import { createCloud } from '../../../infra/aws';
import type { Cloud } from '../../../workshop/ports/cloud';
import {
  createApp,
  createBalancer,
  createCluster,
  launchHost,
  layGround,
  startBench,
  until,
  type Bench,
  type Ground,
} from '../../local/aws/scenario';
import { cloudOptions, workshopOf } from './fixture';

const CLUSTER = 'usher-nov';

describe('why an app does not come up, on the local AWS', () => {
  const workshop = workshopOf(2);
  let bench: Bench;
  let ground: Ground;
  let cloud: Cloud;
  let host: string;

  beforeAll(async () => {
    bench = await startBench({ moto: 'auto' });
    if (!bench.aws.controlPlane) throw new Error('moto is needed: pip install "moto[server]"');
    cloud = createCloud(cloudOptions(bench.aws.endpoint));
    ground = await layGround(bench);
    const balancer = await createBalancer(bench, ground, 'nov-lb-01');
    await createCluster(bench, CLUSTER);
    host = await launchHost(bench, ground, CLUSTER, '001');
    const app = { cluster: CLUSTER, balancer: balancer.arn };
    await createApp(bench, ground, { ...app, port: 8001, seat: '001' });
    await createApp(bench, ground, { ...app, port: 8002, seat: '002' });
  }, 120_000);
  afterAll(() => bench?.stop());
  afterEach(() => bench.aws.fault({ kind: 'clear' }));

  const explains = (no: number, words: RegExp) =>
    until(async () => words.test(await cloud.explain(workshop, no, 'jupyter')), String(words));
  /** Lets the app start anew, so that it suffers from what was ordered. */
  const ail = async (fault: Parameters<Bench['aws']['fault']>[0]) => {
    bench.aws.fault(fault);
    await cloud.restart(workshop, 1, 'jupyter');
  };
  const service = 'nov-jupyter-001';

  it('tells of an image that the registry lacks', async () => {
    await ail({ kind: 'ail', service, from: 'image' });
    await explains(1, /^its image could not be pulled: the registry has none of this name$/);
  });

  it('tells of memory that is used up, also while the next start is being checked', async () => {
    await ail({ kind: 'ail', service, from: 'memory' });
    await explains(1, /it ran out of memory$/);
  });

  it('tells of its own health check', async () => {
    await ail({ kind: 'ail', service, from: 'health' });
    await explains(1, /it failed its own health check$/);
  });

  it('tells what it answers the load balancer with', async () => {
    // Time to come up in before the load balancer is listened to.
    const patience = { cluster: CLUSTER, service, healthCheckGracePeriodSeconds: 600 };
    await bench.ecs.send(new UpdateServiceCommand(patience));
    await ail({ kind: 'ail', service, from: 'status', status: 503 });
    await explains(
      1,
      /it answers its health check with 503|the load balancer found it unhealthy: it answered its health check with 503/,
    );
  });

  it('tells of a host that never joined the cluster, and of one that is gone', async () => {
    bench.aws.fault({ kind: 'silent', seat: '002' });
    await launchHost(bench, ground, CLUSTER, '002');
    await explains(2, /^its instance has not joined the cluster$/);
    await bench.ec2.send(new TerminateInstancesCommand({ InstanceIds: [host] }));
    await explains(1, /^its instance has not joined the cluster$/);
  });

  it('tells of an agent that is not connected', async () => {
    await launchHost(bench, ground, CLUSTER, '001');
    await until(
      async () => (await cloud.inspect(workshop)).seats.get(1)?.apps.get('jupyter')?.task === 'running',
      'the app',
    );
    bench.aws.fault({ kind: 'hang', seat: '001' });
    await explains(1, /does not answer its health check in time|found it unhealthy/);
  });
});
