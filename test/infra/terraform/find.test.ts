import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CreateVpcCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateLoadBalancerCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { clientConfig } from '../../../infra/terraform/client-config';
import { createAwsFinder } from '../../../infra/terraform/find';
import { tagsOf } from '../../../infra/names';
import type { Moto } from '../stacks/terraform';
import { describeReal, startReal } from './real';
import { awsEnvironment, REGION, workshop } from './support';

describeReal('the search by tags', () => {
  let moto: Moto;
  let env: NodeJS.ProcessEnv;
  let ecs: ECSClient;
  let ec2: EC2Client;

  beforeAll(async () => {
    ({ moto } = await startReal());
    env = awsEnvironment(moto.endpoint);
    ecs = new ECSClient(clientConfig(env, REGION));
    ec2 = new EC2Client(clientConfig(env, REGION));
  }, 90_000);
  afterAll(async () => {
    ecs?.destroy();
    ec2?.destroy();
    await moto?.stop();
  });

  const tagged = (address: string, of = workshop, stack = 'network') =>
    Object.entries({ ...tagsOf(of, stack), 'usher:address': address }).map(([Key, Value]) => ({ Key, Value }));
  const lower = (tags: { Key: string; Value: string }[]) => tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
  const makeVpc = async (tags: { Key: string; Value: string }[]): Promise<string | undefined> => {
    const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: tags }];
    return (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', TagSpecifications }))).Vpc?.VpcId;
  };

  it('finds what carries the tags of this stack and of this run, and nothing else', async () => {
    await makeVpc(tagged('aws_vpc.main', { ...workshop, suffix: 'zz99zz' }));
    await makeVpc(tagged('aws_vpc.main', workshop, 'batch-001'));
    const id = await makeVpc(tagged('aws_vpc.main'));
    const found = await createAwsFinder(env).tagged(workshop, 'network', ['aws_vpc.main']);
    expect([...found]).toEqual([['aws_vpc.main', id]]);
  });

  it('finds a private zone by its name, which has no tags while it is being made', async () => {
    const route53 = new Route53Client(clientConfig(env, REGION));
    const made = await route53.send(
      new CreateHostedZoneCommand({ Name: 'nov-abc123.usher.internal', CallerReference: 'once' }),
    );
    route53.destroy();
    const finder = createAwsFinder(env);
    expect(await finder.privateZone(REGION, 'nov-abc123.usher.internal')).toBe(
      made.HostedZone?.Id?.replace('/hostedzone/', ''),
    );
    expect(await finder.privateZone(REGION, 'nov-abc1.usher.internal')).toBeUndefined();
  });

  it('knows an alias that leads to a load balancer of the workshop from one that leads elsewhere', async () => {
    const route53 = new Route53Client(clientConfig(env, REGION));
    const elb = new ElasticLoadBalancingV2Client(clientConfig(env, REGION));
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
    const balancer = async (Name: string) => {
      const subnets = (Subnets ?? []).slice(0, 2).flatMap(({ SubnetId }) => SubnetId ?? []);
      const made = await elb.send(new CreateLoadBalancerCommand({ Name, Subnets: subnets }));
      return made.LoadBalancers?.[0]?.DNSName ?? '';
    };
    const [ours, theirs] = [await balancer('nov-lb-01'), await balancer('dec-lb-01')];
    const made = await route53.send(new CreateHostedZoneCommand({ Name: 'example.org', CallerReference: 'lab' }));
    const zone = made.HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
    const record = (Name: string, DNSName: string) => ({
      Action: 'CREATE' as const,
      ResourceRecordSet: {
        Name,
        Type: 'A' as const,
        AliasTarget: { HostedZoneId: 'Z32O12XQLNTSW2', DNSName, EvaluateTargetHealth: false },
      },
    });
    await route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zone,
        ChangeBatch: { Changes: [record('*.lab.example.org', ours), record('a.lab.example.org', theirs)] },
      }),
    );
    route53.destroy();
    elb.destroy();
    const { alias } = createAwsFinder(env);
    expect(await alias(workshop, zone, '*.lab.example.org')).toBe(true);
    expect(await alias(workshop, zone, 'a.lab.example.org')).toBe(false);
    expect(await alias(workshop, zone, 'b.lab.example.org')).toBe(false);
  });

  it('passes over services that were deleted, which AWS lists for a while', async () => {
    await ecs.send(new CreateClusterCommand({ clusterName: 'usher-nov', tags: lower(tagged('aws_ecs_cluster.main')) }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        tags: lower(tagged('aws_ecs_task_definition.app', workshop, 'batch-002')),
        family: 'app',
        containerDefinitions: [{ name: 'app', image: 'x', memory: 64 }],
      }),
    );
    for (const label of ['001', '002']) {
      const tags = lower(tagged(`aws_ecs_service.app-${label}`, workshop, 'batch-001'));
      const serviceName = `nov-app-${label}`;
      await ecs.send(
        new CreateServiceCommand({ cluster: 'usher-nov', serviceName, taskDefinition: 'app', desiredCount: 0, tags }),
      );
    }
    await ecs.send(new DeleteServiceCommand({ cluster: 'usher-nov', service: 'nov-app-001', force: true }));
    const found = await createAwsFinder(env).tagged(workshop, 'batch-001', ['aws_ecs_service.app-001']);
    expect([...found.keys()].filter((address) => address.startsWith('aws_ecs_service'))).toEqual([
      'aws_ecs_service.app-002',
    ]);
  });
});
