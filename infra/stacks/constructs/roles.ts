import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { secretName } from '../../names';
import type { UsherStack } from '../usher-stack';
import { ASSIGNMENTS_PREFIX } from './bucket';

export interface Roles {
  readonly instanceProfile: IamInstanceProfile;
  /** What ECS itself may do to start a task: read this workshop's secrets, write its log. */
  readonly execution: IamRole;
  /** What runs in a task may do: read the assignments. */
  readonly task: IamRole;
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

/** What the ECS agent needs of its host's role: to register, to report, and to be told what to run. */
const AGENT: readonly Statement[] = [
  {
    Action: [
      'ecs:DeregisterContainerInstance',
      'ecs:DiscoverPollEndpoint',
      'ecs:Poll',
      'ecs:RegisterContainerInstance',
      'ecs:StartTelemetrySession',
      'ecs:SubmitAttachmentStateChanges',
      'ecs:SubmitContainerStateChange',
      'ecs:SubmitTaskStateChange',
      'ecs:UpdateContainerInstancesState',
      'ec2:DescribeTags',
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
    ],
    Resource: '*',
  },
  {
    Action: ['ecs:TagResource'],
    Resource: '*',
    Condition: { StringEquals: { 'ecs:CreateAction': ['RegisterContainerInstance'] } },
  },
];

/** Three roles for the whole workshop, since an account has 1,000; IAM names are the account's, so the suffix is in them. */
export function roles(stack: UsherStack, logs: CloudwatchLogGroup, bucket: S3Bucket): Roles {
  const { spec, suffix } = stack.workshop;
  const account = new DataAwsCallerIdentity(stack, 'account:current', {}).accountId;
  const partition = new DataAwsPartition(stack, 'partition:current', {}).partition;
  const role = (id: string, service: string, statements: readonly Statement[]): IamRole => {
    const made = new IamRole(stack, `role:${id}`, {
      name: `usher-${spec.name}-${suffix}-${id}`,
      assumeRolePolicy: policy([{ Action: ['sts:AssumeRole'], Principal: { Service: `${service}.amazonaws.com` } }]),
    });
    new IamRolePolicy(stack, `policy:${id}`, { name: 'usher', role: made.name, policy: policy(statements) });
    return made;
  };
  const secrets = `arn:${partition}:secretsmanager:${spec.region}:${account}:secret:${secretName(stack.workshop, '*')}`;
  const host = role('host', 'ec2', AGENT);
  return {
    instanceProfile: new IamInstanceProfile(stack, 'profile:host', { name: host.name, role: host.name }),
    execution: role('execution', 'ecs-tasks', [
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: `${logs.arn}:*` },
      { Action: ['secretsmanager:GetSecretValue'], Resource: secrets },
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
