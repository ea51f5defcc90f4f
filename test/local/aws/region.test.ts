import {
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
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

describe('two workshops in one region', () => {
  let bench: Bench;
  let ground: Ground;
  const balancers: { arn: string; address: string }[] = [];
  const names = ['nov', 'dec'];

  beforeAll(async () => {
    bench = await startBench();
    ground = await layGround(bench);
    for (const name of names) {
      const cluster = `usher-${name}`;
      await createCluster(bench, cluster);
      const balancer = await createBalancer(bench, ground, `${name}-lb-01`);
      balancers.push(balancer);
      const secret = await createSecret(bench, `usher/${name}`, { '001': `word-of-${name}`, '002': 'x', '003': 'y' });
      for (const seat of ['001', '002', '003']) await launchHost(bench, ground, cluster, seat);
      await createApp(bench, ground, {
        cluster,
        balancer: balancer.arn,
        port: 8001,
        seat: '001',
        name: `${name}-jupyter-001`,
        secret,
      });
    }
    for (const { address } of balancers) {
      await until(async () => (await statusOf(`http://${address}:8001/api`)) === 200, 'the app to answer');
    }
  }, 60_000);
  afterAll(() => bench?.stop());

  it('answers on the same port of two load balancers, each with its own words', async () => {
    expect(new Set(balancers.map((b) => b.address)).size).toBe(2);
    const sign = (word: string) => ({
      headers: { authorization: `Basic ${Buffer.from(`seat-001:${word}`).toString('base64')}` },
    });
    const [first, second] = balancers.map((b) => `http://${b.address}:8001/`);
    expect(await statusOf(first!, sign('word-of-nov'))).toBe(200);
    expect(await statusOf(second!, sign('word-of-dec'))).toBe(200);
    expect(await statusOf(second!, sign('word-of-nov'))).toBe(401);
  });

  it('names the same addresses when the load balancers are described', async () => {
    const { LoadBalancers } = await bench.elb.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers!.map((lb) => lb.DNSName).sort()).toEqual(balancers.map((b) => b.address).sort());
  });

  it('gives long lists page by page and refuses an empty page', async () => {
    const cluster = 'usher-nov';
    await until(async () => {
      const { containerInstanceArns } = await bench.ecs.send(new ListContainerInstancesCommand({ cluster }));
      return containerInstanceArns!.length === 3;
    }, 'three hosts');
    const first = await bench.ecs.send(new ListContainerInstancesCommand({ cluster, maxResults: 2 }));
    const second = await bench.ecs.send(
      new ListContainerInstancesCommand({ cluster, maxResults: 2, nextToken: first.nextToken }),
    );
    expect([first.containerInstanceArns!.length, second.containerInstanceArns!.length]).toEqual([2, 1]);
    expect(second.nextToken).toBeUndefined();
    await expect(bench.ecs.send(new ListTasksCommand({ cluster, maxResults: 0 }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('describes a host with its seat and what is left of it', async () => {
    const cluster = 'usher-nov';
    const filter = 'attribute:seat == 001';
    const { containerInstanceArns } = await bench.ecs.send(new ListContainerInstancesCommand({ cluster, filter }));
    expect(containerInstanceArns).toHaveLength(1);
    const { containerInstances } = await bench.ecs.send(
      new DescribeContainerInstancesCommand({ cluster, containerInstances: containerInstanceArns }),
    );
    const host = containerInstances![0]!;
    expect(host).toMatchObject({ agentConnected: true, status: 'ACTIVE', runningTasksCount: 1 });
    expect(host.attributes).toContainEqual({ name: 'seat', value: '001' });
    const cpu = (of: typeof host.registeredResources) => of!.find((r) => r.name === 'CPU')!.integerValue;
    expect([cpu(host.registeredResources), cpu(host.remainingResources)]).toEqual([4096, 3072]);
  });

  it('stops the old task before the new one when a new deployment is forced', async () => {
    const [cluster, service] = ['usher-nov', 'nov-jupyter-001'];
    const tasks = async () => (await bench.ecs.send(new ListTasksCommand({ cluster, serviceName: service }))).taskArns!;
    const [before] = await tasks();
    const answer = await bench.ecs.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
    expect(answer.service!.deployments!.map((d) => d.status)).toEqual(['PRIMARY', 'ACTIVE']);
    await until(async () => {
      const now = await tasks();
      expect(now.length).toBeLessThanOrEqual(1);
      const { services } = await bench.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
      return now[0] !== undefined && now[0] !== before && services![0]!.deployments!.length === 1;
    }, 'the new deployment');
  });

  it('remembers the settings of a service, so that Terraform finds nothing to change', async () => {
    const { services } = await bench.ecs.send(
      new DescribeServicesCommand({ cluster: 'usher-nov', services: ['nov-jupyter-001'] }),
    );
    expect(services![0]).toMatchObject({
      placementConstraints: [{ type: 'memberOf', expression: 'attribute:seat == 001' }],
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
      availabilityZoneRebalancing: 'ENABLED',
      healthCheckGracePeriodSeconds: 0,
    });
  });

  it('starts the tasks of a slow service late, and those of others as ever', async () => {
    bench.aws.fault({ kind: 'slow', service: 'nov-jupyter-001', factor: 1e6 });
    for (const name of names) bench.aws.fault({ kind: 'crash', service: `${name}-jupyter-001` });
    const counts = async (name: string) => {
      const input = { cluster: `usher-${name}`, services: [`${name}-jupyter-001`] };
      const { services } = await bench.ecs.send(new DescribeServicesCommand(input));
      return [services![0]!.runningCount, services![0]!.pendingCount];
    };
    await until(async () => (await counts('dec'))[0] === 1, 'the other task to run');
    await until(async () => (await counts('nov'))[1] === 1, 'the slow task to be pending');
    expect((await counts('nov'))[0]).toBe(0);
  });

  it('does harm to one workshop only when a hang names it', async () => {
    bench.aws.fault({ kind: 'hang', seat: '001', workshop: 'dec' });
    const status = () => Promise.all(balancers.map((b) => statusOf(`http://${b.address}:8001/api`)));
    await until(async () => (await status())[1] === 504, 'the hang');
    expect((await status())[0]).not.toBe(504);
  });

  it('counts calls by service and operation', () => {
    expect(bench.aws.calls.get('elbv2:CreateLoadBalancer')).toBe(2);
    expect(bench.aws.calls.get('ec2:RunInstances')).toBe(6);
  });

  it('tells over HTTP what a fault may be, and when it strikes nothing', async () => {
    const post = async (body: unknown) => {
      const response = await fetch(`${bench.aws.endpoint}/_local/faults`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return [response.status, await response.text()] as const;
    };
    expect((await post({ kind: 'earthquake' }))[0]).toBe(400);
    expect(await post({ kind: 'crash', service: 'nobody' })).toEqual([
      404,
      expect.stringContaining('There is no service nobody'),
    ]);
    expect((await post({ kind: 'clear' }))[0]).toBe(200);
  });
});
