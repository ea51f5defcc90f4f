import { DescribeInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import {
  DeleteClusterCommand,
  DeregisterContainerInstanceCommand,
  DescribeContainerInstancesCommand,
  ListContainerInstancesCommand,
} from '@aws-sdk/client-ecs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
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
} from './scenario';

const cluster = 'usher-nov';

describe('hosts of the local AWS', () => {
  let bench: Bench;
  let ground: Ground;

  beforeAll(async () => {
    bench = await startBench();
    ground = await layGround(bench);
    await createCluster(bench, cluster);
  }, 60_000);
  afterAll(() => bench?.stop());
  afterEach(() => bench.aws.fault({ kind: 'clear' }));

  const order = (fault: object) =>
    fetch(`${bench.aws.endpoint}/_local/faults`, { method: 'POST', body: JSON.stringify(fault) });
  const hosts = async () => {
    const { containerInstanceArns = [] } = await bench.ecs.send(new ListContainerInstancesCommand({ cluster }));
    if (containerInstanceArns.length === 0) return [];
    const described = new DescribeContainerInstancesCommand({ cluster, containerInstances: containerInstanceArns });
    return (await bench.ecs.send(described)).containerInstances ?? [];
  };
  const stateOf = async (id: string) => {
    const { Reservations = [] } = await bench.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations[0]?.Instances?.[0]?.State?.Name;
  };
  const launch = (seat: string, choice: Parameters<typeof launchHost>[4] = {}) =>
    launchHost(bench, ground, cluster, seat, choice);

  it('cannot be had where capacity is short: by zone, by type, until that is over', async () => {
    expect((await order({ kind: 'capacity', zone: 'eu-west-1a' })).status).toBe(200);
    const refusal = { name: 'InsufficientInstanceCapacity', $metadata: { httpStatusCode: 500 } };
    await expect(launch('001')).rejects.toMatchObject(refusal);
    const elsewhere = await launch('001', { subnet: ground.subnets[1] });
    await order({ kind: 'clear' });
    await order({ kind: 'capacity', type: 't3.micro' });
    await expect(launch('002', { type: 't3.micro' })).rejects.toMatchObject(refusal);
    const other = await launch('002');
    await bench.ec2.send(new TerminateInstancesCommand({ InstanceIds: [elsewhere, other] }));
    await until(async () => (await hosts()).length === 0, 'both to leave the cluster');
  });

  it('stay away from the cluster where their agents are silent, and only those', async () => {
    expect((await order({ kind: 'silent', seat: '003' })).status).toBe(200);
    const [silent, other] = [await launch('003'), await launch('004')];
    await until(async () => (await hosts()).length === 1, 'the other to register');
    expect((await hosts())[0]?.ec2InstanceId).toBe(other);
    expect(await stateOf(silent)).toBe('running');
    await bench.ec2.send(new TerminateInstancesCommand({ InstanceIds: [silent, other] }));
    await until(async () => (await hosts()).length === 0, 'the cluster to be empty');
  });

  it('leave an entry behind where they end while their agent is not connected, and it is taken away by force', async () => {
    const balancer = await createBalancer(bench, ground, 'nov-lb-01');
    const host = await launch('005');
    await createApp(bench, ground, { cluster, balancer: balancer.arn, port: 8005, seat: '005' });
    await until(async () => (await hosts())[0]?.runningTasksCount === 1, 'its task to run');
    await order({ kind: 'hang', seat: '005' });
    await until(async () => (await hosts())[0]?.agentConnected === false, 'the agent to be missed');
    await bench.ec2.send(new TerminateInstancesCommand({ InstanceIds: [host] }));
    await until(async () => (await stateOf(host)) === 'terminated', 'its end');
    const [ghost] = await hosts();
    expect(ghost).toMatchObject({ ec2InstanceId: host, agentConnected: false, runningTasksCount: 1 });
    await expect(bench.ecs.send(new DeleteClusterCommand({ cluster }))).rejects.toMatchObject({
      name: 'ClusterContainsContainerInstancesException',
    });
    const entry = { cluster, containerInstance: ghost?.containerInstanceArn };
    await expect(bench.ecs.send(new DeregisterContainerInstanceCommand(entry))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await bench.ecs.send(new DeregisterContainerInstanceCommand({ ...entry, force: true }));
    expect(await hosts()).toEqual([]);
  });

  it('ail only as it can be told', async () => {
    expect((await order({ kind: 'ail', service: 'nov-jupyter-005', from: 'image' })).status).toBe(200);
    expect((await order({ kind: 'ail', service: 'nov-jupyter-005', from: 'status', status: 503 })).status).toBe(200);
    expect((await order({ kind: 'ail', service: 'nov-jupyter-005', from: 'status' })).status).toBe(400);
    expect((await order({ kind: 'ail', service: 'nobody', from: 'memory' })).status).toBe(404);
    expect((await order({ kind: 'expired-credentials', key: 'AKIAOLD' })).status).toBe(200);
  });
});
