import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  type ECSClientConfig,
  RegisterTaskDefinitionCommand,
  type ContainerDefinition,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { startLocalAws } from '../../../local/aws';
import type { LocalAws, LocalAwsOptions } from '../../../local/aws';

export const REGION = 'eu-west-1';

/** A local AWS with real SDK clients before it. */
export interface Bench {
  readonly aws: LocalAws;
  /** Of every client here. */
  readonly config: ECSClientConfig;
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  /** A JSON 1.1 call of a service without a client here; returns the answer. */
  json(service: string, target: string, input: unknown): Promise<Record<string, unknown>>;
  /** A Query call likewise; returns the XML. */
  query(service: string, version: string, parameters: Record<string, string>): Promise<string>;
  stop(): Promise<void>;
}

export async function startBench(options: Partial<LocalAwsOptions> = {}): Promise<Bench> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'usher-local-aws-'));
  const aws = await startLocalAws({ port: 0, dataDir, region: REGION, speed: 2000, ...options });
  const config = {
    endpoint: aws.endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const clients = [new EC2Client(config), new ECSClient(config), new ElasticLoadBalancingV2Client(config)] as const;
  const send = async (service: string, headers: Record<string, string>, body: string) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=local/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const response = await fetch(aws.endpoint, { method: 'POST', headers: { authorization, ...headers }, body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status}: ${text}`);
    return text;
  };
  return {
    aws,
    config,
    ec2: clients[0],
    ecs: clients[1],
    elb: clients[2],
    json: async (service, target, input) =>
      JSON.parse(
        (await send(
          service,
          { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
          JSON.stringify(input),
        )) || '{}',
      ) as Record<string, unknown>,
    query: (service, version, parameters) =>
      send(
        service,
        { 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams({ Version: version, ...parameters }).toString(),
      ),
    async stop() {
      for (const client of clients) client.destroy();
      await aws.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A VPC with a public subnet in two zones, one without a way out, and security groups for load balancer and tasks. */
export interface Ground {
  readonly vpc: string;
  readonly subnets: readonly [string, string];
  readonly dark: string;
  readonly lbGroup: string;
  readonly taskGroup: string;
}

export async function layGround({ ec2, query }: Bench): Promise<Ground> {
  const vpc = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc!.VpcId!;
  const subnet = async (n: number) =>
    (
      await ec2.send(
        new CreateSubnetCommand({
          VpcId: vpc,
          CidrBlock: `10.0.${n * 16}.0/20`,
          AvailabilityZone: `${REGION}${'abc'[n]}`,
        }),
      )
    ).Subnet!.SubnetId!;
  const [a, b, dark] = [await subnet(0), await subnet(1), await subnet(2)];
  const gateway = (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway!.InternetGatewayId!;
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpc, InternetGatewayId: gateway }));
  const table = (await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }))).RouteTable!.RouteTableId!;
  await ec2.send(
    new CreateRouteCommand({ RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway }),
  );
  for (const id of [a, b]) await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table, SubnetId: id }));
  const group = async (name: string) =>
    (await ec2.send(new CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId: vpc }))).GroupId!;
  const lbGroup = await group('lb');
  const taskGroup = await group('tasks');
  await admit({ ec2 }, lbGroup, 1024, 65535);
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: taskGroup,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 65535, UserIdGroupPairs: [{ GroupId: lbGroup }] }],
    }),
  );
  await query('iam', '2010-05-08', { Action: 'CreateInstanceProfile', InstanceProfileName: 'host' });
  return { vpc, subnets: [a, b], dark, lbGroup, taskGroup };
}

export const admit = ({ ec2 }: Pick<Bench, 'ec2'>, group: string, from: number, to: number) =>
  ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: from, ToPort: to, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );

export interface HostChoice {
  readonly subnet?: string;
  readonly publicIp?: boolean;
  readonly type?: 't3.micro' | 't3.xlarge';
  /** Lines after those that join the cluster. */
  readonly userData?: string;
}

/** Launches a host for one seat of the cluster. */
export async function launchHost(bench: Bench, ground: Ground, cluster: string, seat: string, choice: HostChoice = {}) {
  const userData = `#!/bin/bash\ncat >> /etc/ecs/ecs.config <<'EOF'\nECS_CLUSTER=${cluster}\nECS_INSTANCE_ATTRIBUTES={"seat":"${seat}"}\nEOF\n${choice.userData ?? ''}`;
  const run = await bench.ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0123456789abcdef0',
      MinCount: 1,
      MaxCount: 1,
      InstanceType: choice.type ?? 't3.xlarge',
      UserData: Buffer.from(userData).toString('base64'),
      IamInstanceProfile: { Name: 'host' },
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: choice.subnet ?? ground.subnets[0],
          AssociatePublicIpAddress: choice.publicIp ?? true,
          Groups: [ground.taskGroup],
        },
      ],
    }),
  );
  return run.Instances![0]!.InstanceId!;
}

export async function createBalancer(bench: Bench, ground: Ground, name: string) {
  const answer = await bench.elb.send(
    new CreateLoadBalancerCommand({ Name: name, Subnets: [...ground.subnets], SecurityGroups: [ground.lbGroup] }),
  );
  const lb = answer.LoadBalancers![0]!;
  return { arn: lb.LoadBalancerArn!, address: lb.DNSName! };
}

/** Stores the words of a seat; returns the secret's ARN. */
export async function createSecret(bench: Bench, name: string, words: Record<string, string>): Promise<string> {
  const input = {
    Name: name,
    SecretString: JSON.stringify(words),
    ClientRequestToken: '01234567-89ab-4def-8123-456789abcdef',
  };
  return String((await bench.json('secretsmanager', 'secretsmanager.CreateSecret', input))['ARN']);
}

export interface AppChoice {
  readonly cluster: string;
  readonly balancer: string;
  readonly port: number;
  readonly seat: string;
  readonly name?: string;
  readonly constraint?: string;
  readonly secret?: string;
  readonly containers?: ContainerDefinition[];
  readonly groups?: readonly string[];
}

/** Task definition, target group, listener and service of one app of one seat. */
export async function createApp(bench: Bench, ground: Ground, choice: AppChoice) {
  const name = choice.name ?? `nov-jupyter-${choice.seat}`;
  const definition = await bench.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: name,
      networkMode: 'awsvpc',
      executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
      volumes: [{ name: 'work', host: { sourcePath: '/usher/work' } }],
      containerDefinitions: [
        ...(choice.containers ?? []),
        {
          name: 'jupyter',
          image: 'quay.io/jupyter/scipy-notebook:2026-10-05',
          cpu: 1024,
          memory: 2048,
          essential: true,
          portMappings: [{ containerPort: 8888 }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              'awslogs-group': '/usher/nov',
              'awslogs-region': REGION,
              'awslogs-stream-prefix': 'batch-001',
            },
          },
          mountPoints: [{ sourceVolume: 'work', containerPath: '/home/jovyan/work' }],
          environment: [
            { name: 'USHER_WORKSHOP', value: 'nov' },
            { name: 'USHER_SEAT', value: choice.seat },
            { name: 'USHER_USER', value: `seat-${choice.seat}` },
          ],
          secrets: choice.secret ? [{ name: 'USHER_PASSWORD', valueFrom: `${choice.secret}:${choice.seat}::` }] : [],
          ...(choice.containers
            ? { dependsOn: choice.containers.map((c) => ({ containerName: c.name!, condition: 'SUCCESS' as const })) }
            : {}),
        },
      ],
    }),
  );
  const group = await bench.elb.send(
    new CreateTargetGroupCommand({
      Name: name,
      Protocol: 'HTTP',
      Port: 8888,
      VpcId: ground.vpc,
      TargetType: 'ip',
      HealthCheckPath: '/api',
      HealthCheckIntervalSeconds: 10,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 2,
    }),
  );
  const targetGroupArn = group.TargetGroups![0]!.TargetGroupArn!;
  await bench.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: choice.balancer,
      Port: choice.port,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  );
  await bench.ecs.send(
    new CreateServiceCommand({
      cluster: choice.cluster,
      serviceName: name,
      taskDefinition: definition.taskDefinition!.taskDefinitionArn!,
      desiredCount: 1,
      launchType: 'EC2',
      placementConstraints: [{ type: 'memberOf', expression: choice.constraint ?? `attribute:seat == ${choice.seat}` }],
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...ground.subnets],
          securityGroups: [...(choice.groups ?? [ground.taskGroup])],
        },
      },
      loadBalancers: [{ targetGroupArn, containerName: 'jupyter', containerPort: 8888 }],
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
    }),
  );
  return { service: name, targetGroupArn };
}

export const createCluster = (bench: Bench, clusterName: string) =>
  bench.ecs.send(new CreateClusterCommand({ clusterName }));

/** Asks again until `check` gives something other than undefined or false; fails with what was last seen. */
export async function until<T>(check: () => Promise<T | undefined | false>, what: string, ms = 60_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Status of an address; 0 where nothing answers. */
export const statusOf = async (url: string, init?: RequestInit): Promise<number> => {
  try {
    const response = await fetch(url, init);
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
};

export const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
