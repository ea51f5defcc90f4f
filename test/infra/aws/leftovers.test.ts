import {
  CreateTagsCommand,
  CreateVolumeCommand,
  DeleteVolumeCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DeregisterTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CreateTargetGroupCommand, DeleteTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCloud } from '../../../infra/aws';
import { tagsOf } from '../../../infra/names';
import { planSeat } from '../../../workshop/seat-plan';
import { launchHost, layGround, startBench, until, type Bench } from '../../local/aws/scenario';
import { cloudOptions, workshopOf } from './fixture';

describe('what is left over', () => {
  const workshop = workshopOf(2);
  const tags = Object.entries(tagsOf(workshop, 'batch-001', planSeat(workshop.spec, 1)));
  const ecsTags = tags.map(([key, value]) => ({ key, value }));
  let bench: Bench;
  let host: string;
  let vpc: string;
  let volume: string;
  const left = () => createCloud(cloudOptions(bench.aws.endpoint)).leftovers(workshop);

  beforeAll(async () => {
    bench = await startBench();
    if (!bench.aws.controlPlane) throw new Error('moto is needed: pip install "moto[server]"');
    const ground = await layGround(bench);
    vpc = ground.vpc;
    await bench.ecs.send(new CreateClusterCommand({ clusterName: 'usher-nov', tags: ecsTags }));
    await bench.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'nov-jupyter-001',
        containerDefinitions: [{ name: 'jupyter', image: 'jupyter', memory: 512 }],
        tags: ecsTags,
      }),
    );
    host = await launchHost(bench, ground, 'usher-nov', '001');
    const ec2Tags = tags.map(([Key, Value]) => ({ Key, Value }));
    const made = await bench.ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'eu-west-1a', Size: 8 }));
    volume = made.VolumeId!;
    await bench.ec2.send(new CreateTagsCommand({ Resources: [host, vpc, volume], Tags: ec2Tags }));
  }, 120_000);
  afterAll(() => bench?.stop());

  it('is everything with the tags of this run of the workshop, and nothing of another', async () => {
    expect((await left()).map((arn) => arn.replace(/^arn:aws:(\w+):.*?:\d+:/, '$1 '))).toEqual([
      `ec2 instance/${host}`,
      `ec2 volume/${volume}`,
      `ec2 vpc/${vpc}`,
      'ecs cluster/usher-nov',
      'ecs task-definition/nov-jupyter-001:1',
    ]);
    const cloud = createCloud(cloudOptions(bench.aws.endpoint));
    expect(await cloud.leftovers({ ...workshop, suffix: 'other0' })).toEqual([]);
  });

  it('is no longer what is terminated, deleted or deregistered, though AWS still names it', async () => {
    await bench.ec2.send(new TerminateInstancesCommand({ InstanceIds: [host] }));
    await bench.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'nov-jupyter-001:1' }));
    // A volume of its own outlives the instance: that is what it is for, and why a destroy must see it.
    await until(async () => (await left()).length === 3, 'the instance to end');
    await bench.ec2.send(new DeleteVolumeCommand({ VolumeId: volume }));
    await bench.ecs.send(new DeleteClusterCommand({ cluster: 'usher-nov' }));
    expect(await left()).toEqual([expect.stringMatching(`:vpc/${vpc}$`)]);
  });

  it('is a role of the workshop, which no search by tags finds', async () => {
    const role = { RoleName: 'usher-nov-a1b2c3-execution' };
    await bench.query('iam', '2010-05-08', { Action: 'CreateRole', ...role, AssumeRolePolicyDocument: '{}' });
    expect(await left()).toContainEqual(expect.stringMatching(/:role\/usher-nov-a1b2c3-execution$/));
    await bench.query('iam', '2010-05-08', { Action: 'DeleteRole', ...role });
    expect(await left()).toEqual([expect.stringMatching(`:vpc/${vpc}$`)]);
  });

  it('is a secret, but none whose deletion is only scheduled', async () => {
    const Name = 'usher/nov-a1b2c3/batch-001';
    const ClientRequestToken = '01234567-89ab-4def-8123-456789abcdef';
    const Tags = tags.map(([Key, Value]) => ({ Key, Value }));
    const secret = { Name, SecretString: '{}', ClientRequestToken, Tags };
    await bench.json('secretsmanager', 'secretsmanager.CreateSecret', secret);
    expect(await left()).toContainEqual(expect.stringContaining(`:secret:${Name}`));
    await bench.json('secretsmanager', 'secretsmanager.DeleteSecret', { SecretId: Name, RecoveryWindowInDays: 7 });
    expect(await left()).not.toContainEqual(expect.stringContaining(':secret:'));
  });

  it('is a load balancer, and a target group, as long as they stand', async () => {
    const Tags = tags.map(([Key, Value]) => ({ Key, Value }));
    const { TargetGroups } = await bench.elb.send(
      new CreateTargetGroupCommand({
        Name: 'nov-jupyter-001',
        Protocol: 'HTTP',
        Port: 8888,
        VpcId: vpc,
        TargetType: 'ip',
        Tags,
      }),
    );
    const arn = TargetGroups?.[0]?.TargetGroupArn;
    expect(await left()).toContain(arn);
    await bench.elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: arn }));
    expect(await left()).not.toContain(arn);
  });
});
