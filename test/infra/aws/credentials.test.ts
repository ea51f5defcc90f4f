import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListHostedZonesByNameCommand, Route53Client } from '@aws-sdk/client-route-53';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createCloud } from '../../../infra/aws';
import { problemOfCall } from '../../../infra/aws/problems';
import { createAwsFinder } from '../../../infra/terraform/find';
import { problemOfError } from '../../../infra/terraform/problems';
import { startBench, type Bench } from '../../local/aws/scenario';
import { workshopOf } from './fixture';

/** The SDK takes profile and file from the environment of the process. */
const NAMES = ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;

describe('credentials that expire while Usher runs', () => {
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  const folder = mkdtempSync(join(tmpdir(), 'usher-credentials-'));
  const file = join(folder, 'credentials');
  const workshop = workshopOf(1);
  let bench: Bench;

  const renew = (key: string) =>
    writeFileSync(file, `[course]\naws_access_key_id = ${key}\naws_secret_access_key = any\naws_session_token = any\n`);

  beforeAll(async () => {
    bench = await startBench();
    for (const name of NAMES) delete process.env[name];
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = file;
    process.env['AWS_PROFILE'] = 'course';
  }, 90_000);
  afterAll(async () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true, force: true });
    await bench?.stop();
  });
  beforeEach(() => renew('AKIAOLD'));
  afterEach(() => bench.aws.fault({ kind: 'clear' }));

  const env = () => ({ AWS_ENDPOINT_URL: bench.aws.endpoint, AWS_REGION: 'eu-west-1' });

  it('are refused, and those that take their place in the file are used without a restart', async () => {
    const cloud = createCloud({ env: env(), region: 'eu-west-1' });
    expect(await cloud.identity()).toMatchObject({ account: '123456789012' });
    await cloud.inspect(workshop);
    bench.aws.fault({ kind: 'expired-credentials', key: 'AKIAOLD' });
    for (const call of [() => cloud.identity(), () => cloud.inspect(workshop), () => cloud.identity()]) {
      await expect(call()).rejects.toMatchObject({ problem: { kind: 'credentials' } });
    }
    renew('AKIANEW');
    expect(await cloud.identity()).toMatchObject({ account: '123456789012' });
    expect((await cloud.inspect(workshop)).seats.size).toBe(0);
    expect(await cloud.leftovers(workshop)).toEqual([]);
  });

  it('do not keep the search for what a stack made from the new ones', async () => {
    const finder = createAwsFinder(env());
    const search = () => finder.tagged(workshop, 'network', ['aws_vpc.main']);
    bench.aws.fault({ kind: 'expired-credentials', key: 'AKIAOLD' });
    const refusal: unknown = await search().catch((error: unknown) => error);
    expect(problemOfError(refusal).kind).toBe('credentials');
    renew('AKIANEW');
    expect(await search()).toEqual(new Map());
  });

  it('are what every service says it is, each in its own words', async () => {
    bench.aws.fault({ kind: 'expired-credentials' });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const place = { endpoint: bench.aws.endpoint, region: 'eu-west-1' };
    const config = { ...place, credentials, maxAttempts: 1, forcePathStyle: true };
    const refusals: unknown[] = await Promise.all([
      new EC2Client(config).send(new DescribeInstancesCommand({})).catch((error: unknown) => error),
      new ECSClient(config).send(new DescribeServicesCommand({ services: ['x'] })).catch((error: unknown) => error),
      new ElasticLoadBalancingV2Client(config)
        .send(new DescribeLoadBalancersCommand({}))
        .catch((error: unknown) => error),
      new STSClient(config).send(new GetCallerIdentityCommand({})).catch((error: unknown) => error),
      new Route53Client(config).send(new ListHostedZonesByNameCommand({})).catch((error: unknown) => error),
      new S3Client(config).send(new ListObjectsV2Command({ Bucket: 'any' })).catch((error: unknown) => error),
    ]);
    expect(refusals.map((error) => (error as Error).name)).toEqual([
      'RequestExpired',
      'ExpiredTokenException',
      'ExpiredToken',
      expect.stringMatching(/^ExpiredToken/),
      'ExpiredToken',
      'ExpiredToken',
    ]);
    const call = { action: 'any:Call', endpoint: 'https://any' };
    expect(refusals.map((error) => problemOfCall(error, call).problem.kind)).toEqual(Array(6).fill('credentials'));
    expect(refusals.map((error) => problemOfError(error).kind)).toEqual(Array(6).fill('credentials'));
  });
});
