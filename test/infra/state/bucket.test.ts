import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureBucket, ensureStateBucket, stateBucketOnce } from '../../../infra/state/bucket';
import { bucketClient } from '../../../infra/state/clients';
import type { ProblemError } from '../../../workshop/problems';
import { startMoto, type Moto } from '../stacks/terraform';
import { describeReal } from '../terraform/real';
import { environment, REGION } from './support';

const bucket = { name: 'usher-state-1', region: REGION };
const problemOf = async (work: Promise<unknown>) =>
  (
    await work.then(
      () => Promise.reject(new Error('nothing was refused')),
      (error: unknown) => error as ProblemError,
    )
  ).problem;

describeReal('the state bucket', () => {
  let moto: Moto;
  let env: NodeJS.ProcessEnv;
  let s3: S3Client;
  beforeAll(async () => {
    moto = (await startMoto(REGION)) as Moto;
    env = environment(moto.endpoint);
    s3 = bucketClient(env, REGION);
  }, 90_000);
  afterAll(() => {
    s3?.destroy();
    return moto?.stop();
  });
  beforeEach(async () => void (await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' })));

  const expectReady = async (Bucket: string, client = s3): Promise<void> => {
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const { PublicAccessBlockConfiguration: access } = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(access).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { ServerSideEncryptionConfiguration: encryption } = await client.send(
      new GetBucketEncryptionCommand({ Bucket }),
    );
    expect(encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe('AES256');
  };

  it('is made versioned, encrypted and closed to the public, and found ready the next time', async () => {
    await ensureStateBucket(bucket, env);
    await expectReady(bucket.name);
    await ensureStateBucket(bucket, env);
  });

  it('is made once where several want it at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => ensureStateBucket(bucket, env)));
    await expectReady(bucket.name);
  });

  it('is made in us-east-1, whose name S3 does not take', async () => {
    await ensureStateBucket({ name: 'usher-state-east', region: 'us-east-1' }, env);
    const east = bucketClient(env, 'us-east-1');
    await expectReady('usher-state-east', east);
    east.destroy();
  });

  it('is set up to the end where that was interrupted', async () => {
    await s3.send(
      new CreateBucketCommand({ Bucket: bucket.name, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    await ensureStateBucket(bucket, env);
    await expectReady(bucket.name);
  });

  it('is refused where it is in use and keeps no versions', async () => {
    await s3.send(
      new CreateBucketCommand({ Bucket: bucket.name, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    await s3.send(new PutObjectCommand({ Bucket: bucket.name, Key: 'holiday.jpg', Body: 'x' }));
    const problem = await problemOf(ensureStateBucket(bucket, env));
    expect(problem.summary).toContain('keeps no versions');
    expect(problem.next).toContain(`put-bucket-versioning --bucket ${bucket.name}`);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: bucket.name }))).Status).toBeUndefined();
  });

  it('is refused where it is in another region', async () => {
    await ensureStateBucket({ ...bucket, region: 'us-west-2' }, env);
    const problem = await problemOf(ensureStateBucket(bucket, env));
    expect(problem.summary).toBe(
      `The state bucket ${bucket.name} is in us-west-2, and Usher looks for it in eu-west-1.`,
    );
  });

  it('is asked for once by those who share the question, and again after a refusal', async () => {
    const once = stateBucketOnce(bucket, env);
    const wrong = stateBucketOnce(bucket, { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
    expect(once()).toBe(once());
    await once();
    const refused = wrong();
    expect((await problemOf(refused)).kind).toBe('network');
    const again = wrong();
    expect(again).not.toBe(refused);
    await again.catch(() => undefined);
  });
});

describe('a bucket spoken to in TLS', () => {
  interface Seen {
    readonly method: string;
    readonly query: Record<string, string | undefined>;
    readonly headers: Record<string, string>;
    readonly body?: unknown;
  }
  const seen: Seen[] = [];
  const answering = (answer: (request: Seen) => { status: number; headers?: Record<string, string> }): S3Client =>
    new S3Client({
      region: REGION,
      endpoint: 'https://s3.example',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      requestHandler: {
        handle: (request: Seen) => {
          seen.push(request);
          const { status, headers = {} } = answer(request);
          return Promise.resolve({ response: { statusCode: status, headers, body: undefined } });
        },
      },
    });
  beforeEach(() => void seen.splice(0));

  it('refuses everybody who does not', async () => {
    let made = false;
    const s3 = answering(({ method, query }) => {
      made ||= method === 'PUT' && Object.keys(query).filter((name) => name !== 'x-id').length === 0;
      return { status: method === 'HEAD' && !made ? 404 : 200 };
    });
    await ensureBucket(s3, bucket, '123456789012');
    const policy = seen.find(({ query }) => 'policy' in query);
    expect(JSON.parse(String(policy?.body))).toMatchObject({
      Statement: [{ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    });
    expect(seen.at(-1)?.query).toHaveProperty('versioning');
  });

  it('is looked for in the account Usher works with, and refused elsewhere', async () => {
    const problem = await problemOf(
      ensureBucket(
        answering(() => ({ status: 403 })),
        bucket,
        '123456789012',
      ),
    );
    expect(seen[0]?.headers['x-amz-expected-bucket-owner']).toBe('123456789012');
    expect(problem.summary).toContain('belongs to another AWS account');
    expect(seen.every(({ method }) => method === 'HEAD')).toBe(true);
  });

  it('is refused where S3 says that it lives elsewhere', async () => {
    const away = answering(() => ({ status: 301, headers: { 'x-amz-bucket-region': 'ap-south-1' } }));
    expect((await problemOf(ensureBucket(away, bucket, undefined))).detail).toEqual({
      bucket: bucket.name,
      region: 'ap-south-1',
    });
  });
});
