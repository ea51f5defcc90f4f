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
});
