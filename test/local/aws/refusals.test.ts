import {
  CreateServiceCommand,
  DeleteClusterCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateSecurityGroupCommand, RunInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  admit,
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

const CLUSTER = 'usher-nov';
const NOWHERE = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:missing-AbCdEf';

describe('what AWS would refuse', () => {
  let bench: Bench;
  let ground: Ground;
  let balancer: { arn: string; address: string };
  let secret: string;

  beforeAll(async () => {
    bench = await startBench();
    ground = await layGround(bench);
    await createCluster(bench, CLUSTER);
    balancer = await createBalancer(bench, ground, 'nov-lb-01');
    secret = await createSecret(bench, 'usher/nov/batch-001', {
      '001': 'a',
      '002': 'b',
      '003': 'c',
      '004': 'd',
      '005': 'e',
    });
  }, 60_000);
  afterAll(() => bench?.stop());

  const app = (seat: string, port: number, more: object = {}) =>
    createApp(bench, ground, { cluster: CLUSTER, balancer: balancer.arn, port, seat, secret, ...more });
  const lastEvent = async (service: string) => {
    const { services } = await bench.ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [service] }));
    return services![0]!.events![0]?.message ?? '';
  };
  const state = async () =>
    (await (await fetch(`${bench.aws.endpoint}/_local/state`)).json()) as {
      instances: { id: string; trouble?: string }[];
      tasks: { group: string; containers: { name: string; waitsFor?: string }[] }[];
    };
  const troubleOf = (id: string) =>
    until(async () => (await state()).instances.find((i) => i.id === id)?.trouble, 'the trouble');

  it('a host without a public address never registers', async () => {
    const id = await launchHost(bench, ground, CLUSTER, '001', { publicIp: false });
    expect(await troubleOf(id)).toMatch(/no public address/);
    await bench.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  });

  it('a host in a subnet without a route to the internet never registers', async () => {
    const id = await launchHost(bench, ground, CLUSTER, '001', { subnet: ground.dark });
    expect(await troubleOf(id)).toMatch(/no route to the internet/);
    const { containerInstanceArns } = await bench.ecs.send(new ListContainerInstancesCommand({ cluster: CLUSTER }));
    expect(containerInstanceArns).toEqual([]);
    await bench.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  });

  it('a task is placed on no host but one that satisfies its constraint', async () => {
    await launchHost(bench, ground, CLUSTER, '001');
    const { service } = await app('002', 8002);
    await until(
      async () => (await lastEvent(service)).includes('MemberOf placement constraint unsatisfied'),
      'the event of a constraint that nothing satisfies',
    );
    expect(await lastEvent(service)).toMatch(/^\(service nov-jupyter-002\) was unable to place a task/);
    await launchHost(bench, ground, CLUSTER, '002');
    await until(async () => (await statusOf(`http://${balancer.address}:8002/api`)) === 200, 'the app on its own host');
  });

  it('a task that does not fit on its host is not placed there', async () => {
    await launchHost(bench, ground, CLUSTER, '003', { type: 't3.micro' });
    const { service } = await app('003', 8003);
    const event = await until(async () => {
      const message = await lastEvent(service);
      return message.includes('insufficient memory') && message;
    }, 'the event of too little memory');
    expect(event).toMatch(/has insufficient memory available/);
  });

  it('a constraint beyond the grammar is said to be so', async () => {
    const { service } = await app('004', 8004, { constraint: 'attribute:seat =~ 0.*' });
    await until(async () => (await lastEvent(service)).includes('does not support'), 'the event');
  });

  it('a secret that does not exist stops the task before it starts', async () => {
    const { service } = await app('001', 8001, { name: 'no-secret', secret: NOWHERE });
    const task = await until(async () => {
      const listed = await bench.ecs.send(
        new ListTasksCommand({ cluster: CLUSTER, serviceName: service, desiredStatus: 'STOPPED' }),
      );
      if (!listed.taskArns?.length) return undefined;
      return (await bench.ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: listed.taskArns }))).tasks![0];
    }, 'a stopped task');
    expect(task).toMatchObject({ stopCode: 'TaskFailedToStart' });
    expect(task.stoppedReason).toMatch(/^ResourceInitializationError: .*ResourceNotFoundException/);
  });

  it('a port which the security group of the load balancer does not admit stays closed until it does', async () => {
    await app('001', 443, { name: 'closed' });
    await until(async () => (await lastEvent('closed')).includes('steady state'), 'a running task');
    const api = `http://${balancer.address}:${bench.aws.boundAs(443)}/api`;
    expect(await statusOf(api)).toBe(0);
    await admit(bench, ground.lbGroup, 443, 443);
    await until(async () => (await statusOf(api)) === 200, 'the port to open');
  });

  it('a task whose security group does not admit the load balancer turns unhealthy', async () => {
    const group = await bench.ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'shut', Description: 'shut', VpcId: ground.vpc }),
    );
    const { targetGroupArn } = await app('001', 8101, { name: 'shut', groups: [group.GroupId!] });
    const health = await until(async () => {
      const answer = await bench.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }));
      const found = answer.TargetHealthDescriptions!.find((t) => t.TargetHealth!.State === 'unhealthy');
      return found?.TargetHealth;
    }, 'an unhealthy target');
    expect(health).toMatchObject({ Reason: 'Target.Timeout' });
  });

  it('an init container waits for a database whose name nobody knows', async () => {
    await launchHost(bench, ground, CLUSTER, '005');
    await app('005', 8102, {
      name: 'waits',
      containers: [
        {
          name: 'init',
          image: 'postgres',
          essential: false,
          memory: 64,
          environment: [{ name: 'PGHOST', value: 'database.nov.usher.internal' }],
        },
      ],
    });
    const waitsFor = await until(async () => {
      const task = (await state()).tasks.find((t) => t.group === 'service:waits');
      const reason = task?.containers.find((c) => c.name === 'init')?.waitsFor;
      return reason?.includes('database') && reason;
    }, 'the init container to say what it waits for');
    expect(waitsFor).toBe('database.nov.usher.internal does not resolve');
  });

  it('a service of a target group without a load balancer', async () => {
    const made = await bench.elb.send(
      new CreateTargetGroupCommand({ Name: 'loose', Protocol: 'HTTP', Port: 80, VpcId: ground.vpc, TargetType: 'ip' }),
    );
    const targetGroupArn = made.TargetGroups![0]!.TargetGroupArn!;
    const create = bench.ecs.send(
      new CreateServiceCommand({
        cluster: CLUSTER,
        serviceName: 'loose',
        taskDefinition: 'nov-jupyter-002',
        desiredCount: 1,
        loadBalancers: [{ targetGroupArn, containerName: 'jupyter', containerPort: 8888 }],
      }),
    );
    await expect(create).rejects.toThrow(/does not have an associated load balancer/);
  });

  it('a cluster that still has hosts, and lists longer than AWS takes', async () => {
    await expect(bench.ecs.send(new DeleteClusterCommand({ cluster: CLUSTER }))).rejects.toMatchObject({
      name: 'ClusterContainsContainerInstancesException',
    });
    const names = (n: number) => Array.from({ length: n }, (_, i) => `x${i}`);
    await expect(
      bench.ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: names(11) })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(
      bench.ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: names(101) })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(bench.ecs.send(new ListTasksCommand({ cluster: 'nobody' }))).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
    });
  });

  it('calls that come too fast, each in the words of its service', async () => {
    for (const operation of ['ecs:ListTasks', 'elbv2:*', 'ec2:RunInstances']) {
      bench.aws.fault({ kind: 'throttle', operation, count: 1 });
    }
    const list = () => bench.ecs.send(new ListTasksCommand({ cluster: CLUSTER }));
    await expect(list()).rejects.toMatchObject({ name: 'ThrottlingException' });
    await expect(bench.elb.send(new DescribeLoadBalancersCommand({}))).rejects.toMatchObject({ name: 'Throttling' });
    await expect(launchHost(bench, ground, CLUSTER, '009')).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
    expect((await list()).taskArns!.length).toBeGreaterThan(0);
  });

  it('and a client that tries again gets through', async () => {
    bench.aws.fault({ kind: 'throttle', operation: 'ecs:ListTasks', count: 2 });
    const client = new ECSClient({ ...bench.config, maxAttempts: 3 });
    const answer = await client.send(new ListTasksCommand({ cluster: CLUSTER }));
    client.destroy();
    expect(answer.$metadata.attempts).toBe(3);
  });

  it('a launch beyond the quota, until the fault is cleared', async () => {
    const message = 'You have requested more vCPU capacity than your current vCPU limit of 5 allows.';
    bench.aws.fault({ kind: 'refuse', operation: 'ec2:RunInstances', code: 'VcpuLimitExceeded', message });
    for (let i = 0; i < 2; i++) {
      await expect(launchHost(bench, ground, CLUSTER, '009')).rejects.toMatchObject({
        name: 'VcpuLimitExceeded',
        message,
      });
    }
    bench.aws.fault({ kind: 'clear' });
    await expect(
      bench.ec2.send(new RunInstancesCommand({ ImageId: 'ami-0123456789abcdef0', MinCount: 1, MaxCount: 1 })),
    ).resolves.toBeDefined();
  });
});
