import { describe, expect, it } from '@jest/globals';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { synthJson, testWorkshop, type StackJson } from './support';

interface Statement {
  readonly Effect: string;
  readonly Action: string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}

const statementsOf = (network: StackJson, role: string): Statement[] =>
  (JSON.parse(String(network.resource['aws_iam_role_policy']?.[role]?.['policy'])) as { Statement: Statement[] })
    .Statement;

/** What the agent of Systems Manager signs in with and hears by. */
const SSM_AGENT = [
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
];
/** Actions whose resource AWS does not let anybody name. */
const WITHOUT_RESOURCE = ['ecs:DiscoverPollEndpoint', 'ecr:GetAuthorizationToken', ...SSM_AGENT];

describe('what a workshop is kept to', () => {
  const network = synthJson(testWorkshop(), 'network');
  const arn = (service: string, rest: string) =>
    `arn:\${data.aws_partition.current.partition}:${service}:eu-west-1:\${data.aws_caller_identity.current.account_id}:${rest}`;

  it('lets a host work for its own cluster, be told things by Systems Manager, and nothing else', () => {
    expect(statementsOf(network, 'host')).toEqual([
      { Effect: 'Allow', Action: ['ecs:DiscoverPollEndpoint'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'ecs:DeregisterContainerInstance',
          'ecs:RegisterContainerInstance',
          'ecs:SubmitAttachmentStateChanges',
          'ecs:SubmitContainerStateChange',
          'ecs:SubmitTaskStateChange',
        ],
        Resource: '${aws_ecs_cluster.main.arn}',
      },
      {
        Effect: 'Allow',
        Action: ['ecs:Poll', 'ecs:StartTelemetrySession'],
        Resource: arn('ecs', 'container-instance/*'),
        Condition: { ArnEquals: { 'ecs:cluster': '${aws_ecs_cluster.main.arn}' } },
      },
      { Effect: 'Allow', Action: SSM_AGENT, Resource: '*' },
    ]);
  });

  it('lets ECS read this workshop’s secrets and write its log to start a task', () => {
    expect(statementsOf(network, 'execution')).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '${aws_cloudwatch_log_group.main.arn}:*',
      },
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: arn('secretsmanager', 'secret:usher/nov-abc123/*'),
      },
    ]);
  });

  it('lets what runs in a seat read the assignments: no word, no other seat, and nothing to write to', () => {
    expect(statementsOf(network, 'task')).toEqual([
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: '${aws_s3_bucket.assignments.arn}/assignments/*' },
      {
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: '${aws_s3_bucket.assignments.arn}',
        Condition: { StringLike: { 's3:prefix': 'assignments/*' } },
      },
    ]);
  });

  it('lets ECS pull from the private repositories the apps name, and from no others', () => {
    const image = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/lab/jupyter:2';
    const stack = synthJson(testWorkshop({ apps: [{ ...DEFAULT_APPS[0]!, image }, DEFAULT_APPS[1]!] }), 'network');
    expect(statementsOf(stack, 'execution').slice(2)).toEqual([
      { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: ['arn:${data.aws_partition.current.partition}:ecr:eu-central-1:123456789012:repository/lab/jupyter'],
      },
    ]);
  });

  it('says "everything" in no role where AWS takes a resource, and in none at all of actions', () => {
    for (const role of Object.keys(network.resource['aws_iam_role_policy'] ?? {})) {
      for (const { Action, Resource } of statementsOf(network, role)) {
        expect(Action.filter((action) => action.includes('*'))).toEqual([]);
        if ([Resource].flat().includes('*')) expect(WITHOUT_RESOURCE).toEqual(expect.arrayContaining(Action));
      }
    }
  });

  it('encrypts the bucket and closes it to the public in all four ways', () => {
    expect(network.resource['aws_s3_bucket_public_access_block']?.['assignments']).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(
      network.resource['aws_s3_bucket_server_side_encryption_configuration']?.['assignments']?.['rule'],
    ).toMatchObject([{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }]);
  });

  it('encrypts every disk, and keeps the host’s role out of the reach of containers', () => {
    const options = { storage: { kind: 'volume', size: 20 } } as const;
    const batch = synthJson(testWorkshop({ options }), 'batch-001');
    for (const host of Object.values(batch.resource['aws_instance'] ?? {})) {
      expect(host['root_block_device']).toMatchObject({ encrypted: true });
      expect(host['metadata_options']).toMatchObject({ http_tokens: 'required', http_put_response_hop_limit: 1 });
      expect(host['user_data']).toContain('ECS_AWSVPC_BLOCK_IMDS=true\n');
    }
    const volumes = Object.values(batch.resource['aws_ebs_volume'] ?? {});
    expect(volumes.map((volume) => volume['encrypted'])).toEqual([true, true]);
    const database = synthJson(testWorkshop(), 'database');
    expect(database.resource['aws_db_instance']?.['main']).toMatchObject({
      storage_encrypted: true,
      publicly_accessible: false,
    });
  });
});
