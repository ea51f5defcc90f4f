import { describe, expect, it } from '@jest/globals';
import { questionsOf } from '../../../infra/doctor/policy';
import { principalOf } from '../../../infra/doctor/principal';

describe('whose policies IAM is asked about', () => {
  it.each([
    ['arn:aws:iam::123456789012:user/teams/ada', 'arn:aws:iam::123456789012:user/teams/ada', 'ada'],
    ['arn:aws:sts::123456789012:assumed-role/usher/i-0123', 'arn:aws:iam::123456789012:role/usher', 'usher'],
    ['arn:aws-cn:sts::123456789012:assumed-role/usher/a/b', 'arn:aws-cn:iam::123456789012:role/usher', 'usher'],
  ])('is, for %s, %s', (given, arn, name) => {
    expect(principalOf(given)).toMatchObject({ arn, name });
  });

  it.each([
    ['arn:aws:iam::123456789012:root', 'root'],
    ['arn:aws:sts::123456789012:federated-user/ada', 'cannot be asked'],
    ['', 'cannot be asked'],
  ])('is nobody for %s', (given, why) => {
    expect(principalOf(given)).toEqual({ why: expect.stringContaining(why) });
  });
});

describe('what IAM is asked of a policy', () => {
  const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
  const ask = (...Statement: object[]) => questionsOf(JSON.stringify({ Version: '2012-10-17', Statement }), place);

  it('joins statements about the same thing, and leaves out what is denied or has a wildcard', () => {
    expect(
      ask(
        { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' },
        { Effect: 'Allow', Action: ['ecs:ListTasks', 'ecs:Describe*', 'ec2:DescribeInstances'], Resource: ['*'] },
        { Effect: 'Deny', Action: ['iam:CreateUser'], Resource: '*' },
        { Effect: 'Allow', Action: ['s3:*'], Resource: '*' },
      ),
    ).toEqual([{ actions: ['ec2:DescribeInstances', 'ecs:ListTasks'], resource: '*', context: [] }]);
  });

  it('names an example of what a statement is limited to, or a yes would be a no', () => {
    expect(
      ask({
        Effect: 'Allow',
        Action: ['ecs:StopTask'],
        Resource: ['arn:aws:ecs:*:*:task/usher-*/*', 'arn:aws:ecs:*:*:service/*'],
        Condition: {
          StringLike: { 'aws:ResourceTag/usher:workshop': '*' },
          ArnLike: { 'ecs:cluster': 'arn:aws:ecs:*:${aws:PrincipalAccount}:cluster/usher-*' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['usher:workshop', 'usher:run'] },
          Null: { 'aws:RequestTag/usher:workshop': 'false', 'aws:TokenIssueTime': 'true' },
          StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' },
        },
      }),
    ).toEqual([
      {
        actions: ['ecs:StopTask'],
        resource: 'arn:aws:ecs:eu-west-1:123456789012:task/usher-usher/usher',
        context: [
          { ContextKeyName: 'aws:ResourceTag/usher:workshop', ContextKeyType: 'string', ContextKeyValues: ['usher'] },
          {
            ContextKeyName: 'ecs:cluster',
            ContextKeyType: 'string',
            ContextKeyValues: ['arn:aws:ecs:eu-west-1:123456789012:cluster/usher-usher'],
          },
          { ContextKeyName: 'aws:TagKeys', ContextKeyType: 'stringList', ContextKeyValues: ['usher:workshop'] },
          { ContextKeyName: 'aws:RequestTag/usher:workshop', ContextKeyType: 'string', ContextKeyValues: ['usher'] },
        ],
      },
    ]);
  });

  it('refuses what is no policy', () => {
    expect(() => questionsOf('{"Statement": 7}', place)).toThrow();
  });
});
