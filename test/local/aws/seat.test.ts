import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeInstanceStatusCommand, RebootInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  basic,
  createApp,
  createBalancer,
  createCluster,
  createSecret,
  launchHost,
  layGround,
  startBench,
  statusOf,
  until,
  type Bench,
  type Ground,
} from './scenario';

describe('a seat on the local AWS', () => {
  let bench: Bench;
  let ground: Ground;
  let balancer: { arn: string; address: string };
  let secret: string;
  let url: string;
  let host: string;
  const cluster = 'usher-nov';
  const words = basic('seat-007', 'maple-otter-river-41');
  const service = 'nov-jupyter-007';

  beforeAll(async () => {
    bench = await startBench();
    ground = await layGround(bench);
    await createCluster(bench, cluster);
    balancer = await createBalancer(bench, ground, 'nov-lb-01');
    secret = await createSecret(bench, 'usher/nov/batch-001', { '007': 'maple-otter-river-41' });
    host = await launchHost(bench, ground, cluster, '007');
    await createApp(bench, ground, { cluster, balancer: balancer.arn, port: 8007, seat: '007', secret });
    url = `http://${balancer.address}:8007`;
    await until(async () => (await statusOf(`${url}/api`)) === 200, 'the app to answer');
  }, 60_000);
  afterAll(() => bench?.stop());

  const task = async () => {
    const { taskArns } = await bench.ecs.send(new ListTasksCommand({ cluster, serviceName: service }));
    if (!taskArns?.length) return undefined;
    return (await bench.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks![0];
  };
  const healthOf = async () => {
    const { services } = await bench.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    const TargetGroupArn = services![0]!.loadBalancers![0]!.targetGroupArn;
    const health = await bench.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    return health.TargetHealthDescriptions!.map((t) => t.TargetHealth!.State);
  };

  it('gives the load balancer a loopback address as its name', () => {
    expect(balancer.address).toMatch(/^127\.\d+\.\d+\.\d+$/);
  });

  it('shows a page that names workshop, seat and app and asks for the words', async () => {
    const response = await fetch(`${url}/`);
    const page = await response.text();
    expect(response.status).toBe(401);
    expect(page).toMatch(/nov/);
    expect(page).toMatch(/007/);
    expect(page).toMatch(/Jupyter/);
    expect(page).toMatch(/stand-in/);
    expect(page).not.toMatch(/maple-otter/);
  });

  it('lets in the words of the secret and no others, by form and by HTTP Basic', async () => {
    expect(await statusOf(`${url}/`, { headers: words })).toBe(200);
    expect(await statusOf(`${url}/`, { headers: basic('seat-007', 'maple-otter-river-42') })).toBe(401);
    expect(await statusOf(`${url}/`, { headers: basic('seat-008', 'maple-otter-river-41') })).toBe(401);
    const xsrf = (await fetch(`${url}/login`)).headers.get('set-cookie')!.split(';')[0]!;
    const form = (password: string, headers: Record<string, string> = { cookie: xsrf }) =>
      fetch(`${url}/login`, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body: new URLSearchParams({ user: 'seat-007', password, _xsrf: xsrf.slice('_xsrf='.length) }),
      });
    expect((await form('wrong')).status).toBe(401);
    expect((await form('maple-otter-river-41', {})).status).toBe(403);
    const cookie = (await form('maple-otter-river-41')).headers.get('set-cookie')!.split(';')[0]!;
    expect(await statusOf(`${url}/`, { headers: { cookie } })).toBe(200);
  });

  it('says that everything is well in every answer that Usher reads', async () => {
    expect(await task()).toMatchObject({ lastStatus: 'RUNNING', group: `service:${service}` });
    expect(await healthOf()).toEqual(['healthy']);
    const status = await until(async () => {
      const answer = await bench.ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [host] }));
      const found = answer.InstanceStatuses![0]?.InstanceStatus?.Status;
      return found === 'ok' && found;
    }, 'the status checks');
    expect(status).toBe('ok');
    const { services } = await bench.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    expect(services![0]).toMatchObject({ runningCount: 1, pendingCount: 0, desiredCount: 1 });
    expect(services![0]!.events![0]!.message).toMatch(/has reached a steady state/);
    expect(services![0]!.events![0]!.createdAt).toBeInstanceOf(Date);
  });

  it('starts a crashed app again and keeps the work on the host', async () => {
    await statusOf(`${url}/notes`, {
      method: 'POST',
      headers: words,
      body: new URLSearchParams({ notes: 'half a thought' }),
    });
    const before = (await task())!.taskArn;
    bench.aws.fault({ kind: 'crash', service });
    const { tasks } = await bench.ecs.send(new DescribeTasksCommand({ cluster, tasks: [before!] }));
    expect(tasks![0]).toMatchObject({ desiredStatus: 'STOPPED', stopCode: 'EssentialContainerExited' });
    await until(
      async () => (await task())?.lastStatus === 'RUNNING' && (await task())!.taskArn !== before,
      'a new task',
    );
    await until(async () => (await statusOf(`${url}/`, { headers: words })) === 200, 'the app to answer again');
    expect(await (await fetch(`${url}/`, { headers: words })).text()).toMatch(/half a thought/);
  });

  it('finds the target of a hung host unhealthy, and a reboot mends it', async () => {
    bench.aws.fault({ kind: 'hang', seat: '007' });
    expect(await statusOf(`${url}/api`)).toBe(504);
    const answer = await bench.ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [host] }));
    expect(answer.InstanceStatuses![0]!.InstanceStatus!.Status).toBe('impaired');
    await until(async () => (await healthOf()).includes('unhealthy'), 'an unhealthy target');
    await bench.ec2.send(new RebootInstancesCommand({ InstanceIds: [host] }));
    await until(async () => (await statusOf(`${url}/api`)) === 200, 'the app to answer again');
  });

  it('loses the work with the instance and waits for a host that fits', async () => {
    await bench.ec2.send(new TerminateInstancesCommand({ InstanceIds: [host] }));
    const events = await until(async () => {
      const { services } = await bench.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
      return services![0]!.events![0]!.message?.includes('unable to place') && services![0]!.events![0]!.message;
    }, 'the event');
    expect(events).toMatch(/No Container Instances were found in your cluster/);
    expect(await statusOf(`${url}/`)).toBe(503);
    host = await launchHost(bench, ground, cluster, '007');
    await until(async () => (await statusOf(`${url}/`, { headers: words })) === 200, 'the app on the new host');
    expect(await (await fetch(`${url}/`, { headers: words })).text()).not.toMatch(/half a thought/);
  });
});
