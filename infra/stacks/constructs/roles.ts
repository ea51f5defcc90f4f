import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { ASSIGNMENTS_PREFIX, roleName, secretName, type ROLES } from '../../names';
import type { UsherStack } from '../usher-stack';

export interface Roles {
  readonly instanceProfile: IamInstanceProfile;
  /** What ECS itself may do to start a task: read this workshop's secrets, write its log, pull private images. */
  readonly execution: IamRole;
  /** What runs in a task may do: read the assignments. */
  readonly task: IamRole;
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

/** What the ECS agent needs of its host's role: to register in this cluster, to report, and to be told what to run. */
const agent = (cluster: string, instances: string): readonly Statement[] => [
  // Takes no resource.
  { Action: ['ecs:DiscoverPollEndpoint'], Resource: '*' },
  {
    Action: [
      'ecs:DeregisterContainerInstance',
      'ecs:RegisterContainerInstance',
      'ecs:SubmitAttachmentStateChanges',
      'ecs:SubmitContainerStateChange',
      'ecs:SubmitTaskStateChange',
    ],
    Resource: cluster,
  },
  {
    Action: ['ecs:Poll', 'ecs:StartTelemetrySession'],
    Resource: instances,
    Condition: { ArnEquals: { 'ecs:cluster': cluster } },
  },
];

/**
 * What the SSM agent needs of its host's role, to sign in and to be told what to run: of AmazonSSMManagedInstanceCore the part that Run
 * Command takes, on the resources it has there. It names none, for an agent is heard as itself alone.
 */
const managed: Statement = {
  Action: [
    'ec2messages:AcknowledgeMessage',
    'ec2messages:DeleteMessage',
    'ec2messages:FailMessage',
    'ec2messages:GetEndpoint',
    'ec2messages:GetMessages',
    'ec2messages:SendReply',
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  Resource: '*',
};

/** To pull the images that come from private ECR repositories; all others need no role. */
function pull(images: readonly string[], partition: string): readonly Statement[] {
  const repositories = images.flatMap((image) => {
    const [, account, region, name] = /^(\d{12})\.dkr\.ecr\.([\w-]+)\.amazonaws\.com[\w.]*\/([^:@]+)/.exec(image) ?? [];
    return name === undefined ? [] : [`arn:${partition}:ecr:${region}:${account}:repository/${name}`];
  });
  if (repositories.length === 0) return [];
  return [
    // Takes no resource.
    { Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
    {
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: repositories,
    },
  ];
}

/** Three roles for the whole workshop, since an account has 1,000; IAM names are the account's, so the suffix is in them. */
export function roles(stack: UsherStack, cluster: EcsCluster, logs: CloudwatchLogGroup, bucket: S3Bucket): Roles {
  const { spec } = stack.workshop;
  const account = new DataAwsCallerIdentity(stack, 'account:current', {}).accountId;
  const partition = new DataAwsPartition(stack, 'partition:current', {}).partition;
  const role = (id: (typeof ROLES)[number], service: string, statements: readonly Statement[]): IamRole => {
    const made = new IamRole(stack, `role:${id}`, {
      name: roleName(stack.workshop, id),
      assumeRolePolicy: policy([{ Action: ['sts:AssumeRole'], Principal: { Service: `${service}.amazonaws.com` } }]),
    });
    new IamRolePolicy(stack, `policy:${id}`, { name: 'usher', role: made.name, policy: policy(statements) });
    return made;
  };
  const secrets = `arn:${partition}:secretsmanager:${spec.region}:${account}:secret:${secretName(stack.workshop, '*')}`;
  const instances = `arn:${partition}:ecs:${spec.region}:${account}:container-instance/*`;
  const host = role('host', 'ec2', [...agent(cluster.arn, instances), managed]);
  return {
    instanceProfile: new IamInstanceProfile(stack, 'profile:host', { name: host.name, role: host.name }),
    execution: role('execution', 'ecs-tasks', [
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: `${logs.arn}:*` },
      { Action: ['secretsmanager:GetSecretValue'], Resource: secrets },
      ...pull(
        spec.apps.map((app) => app.image),
        partition,
      ),
    ]),
    task: role('task', 'ecs-tasks', [
      { Action: ['s3:GetObject'], Resource: `${bucket.arn}/${ASSIGNMENTS_PREFIX}*` },
      {
        Action: ['s3:ListBucket'],
        Resource: bucket.arn,
        Condition: { StringLike: { 's3:prefix': `${ASSIGNMENTS_PREFIX}*` } },
      },
    ]),
  };
}

const policy = (statements: readonly object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
