import { describe, expect, it } from '@jest/globals';
import { problemOfCall } from '../../../infra/aws/problems';
import { createCloud } from '../../../infra/aws';
import { ProblemError } from '../../../workshop/problems';
import { cloudOptions } from './fixture';
import { startStandIn } from './stand-in';

const place = { action: 'ecs:ListTasks', endpoint: 'https://ecs.eu-west-1.amazonaws.com' };
const named = (name: string, message = '') => Object.assign(new Error(message), { name });

describe('what AWS says', () => {
  it.each([
    [
      named('CredentialsProviderError', 'Could not load credentials from any providers'),
      'credentials',
      /has no AWS credentials/,
    ],
    [named('ExpiredTokenException'), 'credentials', /have expired/],
    [named('RequestExpired'), 'credentials', /have expired/],
    [named('UnrecognizedClientException'), 'credentials', /does not know the credentials/],
    [named('AuthFailure'), 'credentials', /does not know the credentials/],
    [named('AccessDeniedException'), 'permission', /`ecs:ListTasks`/],
    [
      named('UnauthorizedOperation', 'is not authorized to perform: ec2:DescribeInstances because'),
      'permission',
      /`ec2:DescribeInstances`/,
    ],
    [named('ThrottlingException'), 'throttled', /slow down/],
    [named('RequestLimitExceeded'), 'throttled', /slow down/],
    [
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      'network',
      /https:\/\/ecs\.eu-west-1\.amazonaws\.com/,
    ],
    [Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), 'network', /cannot be reached/],
    [named('TimeoutError'), 'network', /cannot be reached/],
    [named('Error', 'Region is missing'), 'unknown', /No AWS region/],
    [named('ServerException'), 'unknown', /AWS failed at `ecs:ListTasks`/],
    [
      named('InvalidParameterException', 'Invalid identifier.'),
      'unknown',
      /refused `ecs:ListTasks`: Invalid identifier\.$/,
    ],
    ['nonsense', 'unknown', /nonsense/],
  ])('as %s is of kind %s', (error, kind, summary) => {
    const { problem } = problemOfCall(error, place);
    expect(problem).toMatchObject({
      kind,
      summary: expect.stringMatching(summary),
      detail: { action: 'ecs:ListTasks' },
    });
    expect(problem.next).toMatch(/^[A-Z].*\.$/);
  });

  it('is not sorted twice', () => {
    const problem = new ProblemError({ kind: 'quota', summary: 'a', next: 'b' });
    expect(problemOfCall(problem, place)).toBe(problem);
  });

  it('arrives sorted through the real client', async () => {
    const aws = await startStandIn({
      GetCallerIdentity: () => ({
        error: 'ExpiredToken',
        message: 'The security token included in the request is expired',
        status: 403,
      }),
    });
    await expect(createCloud(cloudOptions(aws.endpoint)).identity()).rejects.toMatchObject({
      problem: { kind: 'credentials', summary: 'The AWS credentials Usher works with have expired.' },
    });
    await aws.stop();
  });
});
