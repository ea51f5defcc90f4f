import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLine, type Diagnostic } from '../../../infra/terraform/parse';
import { isTransient, problemOf, problemOfError, summarise } from '../../../infra/terraform/problems';
import type { ProblemKind } from '../../../workshop/problems';

const said = (summary: string, detail = '', address?: string): Diagnostic => ({
  severity: 'error',
  summary,
  detail,
  address,
});

const failed = (operation: string, code: string, message: string): string =>
  `operation error ${operation}, https response error StatusCode: 400, RequestID: 1-2-3, api error ${code}: ${message}`;

describe('what AWS and Terraform say is sorted', () => {
  const cases: readonly [ProblemKind, string][] = [
    ['throttled', `creating ECS Service: ${failed('ECS: CreateService', 'ThrottlingException', 'Rate exceeded')}`],
    ['throttled', failed('EC2: RunInstances', 'RequestLimitExceeded', 'Request limit exceeded.')],
    [
      'capacity',
      failed('EC2: RunInstances', 'InsufficientInstanceCapacity', 'We currently do not have sufficient capacity'),
    ],
    [
      'capacity',
      `creating EC2 Instance: operation error EC2: RunInstances, exceeded maximum number of attempts, 6, ${failed('EC2: RunInstances', 'InsufficientInstanceCapacity', 'We currently do not have sufficient t3.xlarge capacity')}`,
    ],
    [
      'capacity',
      'waiting for EC2 Instance (i-1) create: unexpected state, last error: Server.InsufficientInstanceCapacity',
    ],
    ['capacity', failed('EC2: CreateVolume', 'InsufficientVolumeCapacity', 'There is no capacity for this volume')],
    [
      'capacity',
      failed(
        'EC2: RunInstances',
        'Unsupported',
        'Your requested instance type (t3.xlarge) is not supported in your requested Availability Zone (us-east-1e).',
      ),
    ],
    [
      'quota',
      failed('EC2: RunInstances', 'VcpuLimitExceeded', 'You have requested more vCPU capacity than your limit'),
    ],
    [
      'credentials',
      failed('STS: GetCallerIdentity', 'ExpiredToken', 'The security token included in the request is expired'),
    ],
    ['credentials', failed('STS: GetCallerIdentity', 'InvalidClientTokenId', 'The security token is invalid.')],
    ['credentials', 'No valid credential sources found'],
    ['credentials', failed('EC2: DescribeVpcs', 'RequestExpired', 'Request has expired.')],
    [
      'credentials',
      failed('ECS: CreateService', 'ExpiredTokenException', 'The security token included in the request is expired'),
    ],
    [
      'credentials',
      'Failed to save state: failed to upload state: operation error S3: PutObject, api error ExpiredToken: The provided token has expired.',
    ],
    ['credentials', 'retrieving credentials: the SSO session has expired or is invalid'],
    [
      'permission',
      failed('EC2: RunInstances', 'UnauthorizedOperation', 'You are not authorized to perform this operation.'),
    ],
    ['exists', failed('RDS: CreateDBInstance', 'DBInstanceAlreadyExists', 'DB instance already exists')],
    ['exists', failed('IAM: CreateRole', 'EntityAlreadyExists', 'Role with name usher-nov-task already exists.')],
    ['network', 'dial tcp 127.0.0.1:4566: connect: connection refused'],
    ['network', 'could not connect to registry.terraform.io: no such host'],
    ['interrupted', 'waiting for EC2 Instance (i-1) create: context canceled'],
    ['unknown', 'Unsupported argument'],
  ];

  it.each(cases)('%s: %s', (kind, words) => {
    expect(problemOf(said(words)).kind).toBe(kind);
  });

  it('a used-up quota is named with its code and where to ask for more', () => {
    const words = failed(
      'Elastic Load Balancing v2: CreateLoadBalancer',
      'TooManyLoadBalancers',
      'The maximum number of load balancers has been reached',
    );
    const problem = problemOf(said(words, '', 'aws_lb.lb-01'));
    expect(problem.summary).toContain('L-53DA6B97');
    expect(problem.next).toContain('elasticloadbalancing');
    expect(problem.detail).toEqual({ address: 'aws_lb.lb-01', code: 'L-53DA6B97', service: 'elasticloadbalancing' });
  });

  it('a missing permission is named by its action', () => {
    const denied =
      'api error AccessDenied: User: arn:aws:iam::1:user/ada is not authorized to perform: iam:PassRole on resource: x';
    expect(problemOf(said(denied)).detail).toEqual({ action: 'iam:PassRole' });
    const unauthorised = failed('EC2: RunInstances', 'UnauthorizedOperation', 'You are not authorized');
    expect(problemOf(said(unauthorised)).detail).toEqual({ action: 'ec2:RunInstances' });
  });

  it('a held state lock tells by whom and since when', () => {
    const event = parseLine(readFileSync(join(__dirname, 'fixtures', 'locked.jsonl'), 'utf8').trim());
    if (event?.type !== 'diagnostic') throw new Error('the fixture holds no diagnostic');
    const problem = problemOf(event.diagnostic);
    expect(problem.kind).toBe('locked');
    expect(problem.summary).toBe('ada@laptop is working on this stack since 2026-11-24 03:52 UTC.');
    expect(problem.detail).toMatchObject({ who: 'ada@laptop', since: '2026-11-24T03:52:26.922Z' });
  });

  it('only throttling and network failures are tried again', () => {
    expect(cases.filter(([, words]) => isTransient(problemOf(said(words)))).map(([kind]) => kind)).toEqual([
      'throttled',
      'throttled',
      'network',
      'network',
    ]);
  });
});

describe('a problem for people', () => {
  it('never holds a secret, whatever words surround it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.stringMatching(/^[a-z0-9-]{8,40}$/), (before, after, secret) => {
        const problem = problemOf(said(before + secret + after, after + secret), [secret]);
        // Where the words themselves spell the secret a second time by chance, that is struck out too.
        expect(JSON.stringify(problem)).not.toContain(secret);
      }),
    );
  });

  it('strikes out access keys and signatures', () => {
    const words = 'GET https://x/?X-Amz-Signature=abcdef0123 with AKIAIOSFODNN7EXAMPLE failed';
    expect(JSON.stringify(problemOf(said(words)))).not.toMatch(/abcdef0123|AKIAIOSFODNN7/);
  });

  it('keeps no more than 2,000 characters of the cause', () => {
    expect(problemOf(said('x'.repeat(5000))).cause).toHaveLength(2000);
  });

  it('tells a full disk from a folder that may not be written', () => {
    const full = problemOfError(Object.assign(new Error('write'), { code: 'ENOSPC' }));
    expect(full.summary).toContain('full');
    const closed = problemOfError(Object.assign(new Error('open'), { code: 'EACCES', path: 'data/terraform' }));
    expect(closed).toMatchObject({ kind: 'permission', summary: expect.stringContaining('data/terraform') });
  });
});

describe('several failures in one stack', () => {
  const problem = (words: string) => problemOf(said(words));

  it('are told as the one that stops everything, and how many more there are', () => {
    const all = [problem('odd'), problem('api error ExpiredToken: expired'), problem('strange')];
    expect(summarise(all)).toMatchObject({
      kind: 'credentials',
      summary: expect.stringMatching(/2 more resources failed/),
    });
  });

  it('are told as an interruption where one of them is', () => {
    expect(summarise([problem('execution halted'), problem('odd')]).summary).not.toContain('more');
  });
});
