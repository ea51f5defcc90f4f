import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  waitUntilBucketExists,
  type BucketLocationConstraint,
  type S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { problemOfCall } from '../aws/problems';
import { clientConfig } from '../terraform/client-config';
import { elsewhere, notOurs, notVersioned } from './bucket-problems';
import { bucketClient, statusOf, type StateBucket } from './clients';

/** Answers once the bucket is there, whoever asks how often; what fails is tried again by the next who asks. */
export function stateBucketOnce(bucket: StateBucket, env: NodeJS.ProcessEnv): () => Promise<void> {
  let ready: Promise<void> | undefined;
  return () =>
    (ready ??= ensureStateBucket(bucket, env).catch((error: unknown) => {
      ready = undefined;
      throw error;
    }));
}

/** Makes the bucket if it is missing; throws ProblemError where it is another account's, in another region or not versioned. */
export async function ensureStateBucket(bucket: StateBucket, env: NodeJS.ProcessEnv): Promise<void> {
  const s3 = bucketClient(env, bucket.region);
  const sts = new STSClient(clientConfig(env, bucket.region));
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
      throw failure(error, 'sts:GetCallerIdentity', bucket);
    });
    await ensureBucket(s3, bucket, Account);
  } finally {
    s3.destroy();
    sts.destroy();
  }
}

/** The same on a client; `account` is the only one whose bucket will do. Safe to call from several processes at once. */
export async function ensureBucket(s3: S3Client, bucket: StateBucket, account: string | undefined): Promise<void> {
  const asked = { Bucket: bucket.name, ...(account ? { ExpectedBucketOwner: account } : {}) };
  const there = await isThere(s3, bucket, asked);
  try {
    if (!there) await create(s3, bucket);
    else if ((await s3.send(new GetBucketVersioningCommand(asked))).Status === 'Enabled') return;
    // Versioning is turned on last, so that an empty bucket without it is one whose making was interrupted.
    else if ((await s3.send(new ListObjectsV2Command({ ...asked, MaxKeys: 1 }))).KeyCount !== 0) {
      throw notVersioned(bucket);
    }
    await setUp(s3, asked);
  } catch (error) {
    throw failure(error, there ? 's3:PutBucketVersioning' : 's3:CreateBucket', bucket);
  }
}

/** False where no such bucket exists; throws ProblemError where it is another account's, elsewhere or cannot be asked for. */
export async function isThere(
  s3: S3Client,
  bucket: StateBucket,
  asked: { Bucket: string; ExpectedBucketOwner?: string },
): Promise<boolean> {
  try {
    const { BucketRegion: region = bucket.region } = await s3.send(new HeadBucketCommand(asked));
    if (region !== bucket.region) throw elsewhere(bucket, region);
    return true;
  } catch (error) {
    const headers = (error as { $response?: { headers?: Record<string, string> } }).$response?.headers;
    const region = headers?.['x-amz-bucket-region'];
    if (statusOf(error) === 404) return false;
    if (region !== undefined && region !== bucket.region) throw elsewhere(bucket, region);
    if (statusOf(error) === 403) throw notOurs(bucket);
    throw failure(error, 's3:ListBucket', bucket);
  }
}

async function create(s3: S3Client, { name, region }: StateBucket): Promise<void> {
  // The oldest region is the one that must not be named.
  const where =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  try {
    await s3.send(new CreateBucketCommand({ Bucket: name, ...where }));
  } catch (error) {
    const code = (error as Error).name;
    if (code === 'BucketAlreadyExists') throw notOurs({ name, region });
    // Another process of ours is making it at this moment, or has.
    if (code !== 'BucketAlreadyOwnedByYou' && code !== 'OperationAborted') throw error;
  }
  await waitUntilBucketExists({ client: s3, maxWaitTime: 60, minDelay: 1, maxDelay: 5 }, { Bucket: name });
}

/** Every step may be taken again. */
async function setUp(s3: S3Client, asked: { Bucket: string; ExpectedBucketOwner?: string }): Promise<void> {
  await s3.send(
    new PutPublicAccessBlockCommand({
      ...asked,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      ...asked,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    }),
  );
  // Where S3 itself is spoken to in plain HTTP, which only a stand-in on this machine is, the policy would shut us out.
  const endpoint = await s3.config.endpoint?.();
  if (endpoint?.protocol !== 'http:') {
    await s3.send(new PutBucketPolicyCommand({ ...asked, Policy: JSON.stringify(tlsOnly(asked.Bucket)) }));
  }
  await s3.send(new PutBucketVersioningCommand({ ...asked, VersioningConfiguration: { Status: 'Enabled' } }));
}

const tlsOnly = (bucket: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});

const failure = (error: unknown, action: string, { region }: StateBucket) =>
  problemOfCall(error, { action, endpoint: `https://s3.${region}.amazonaws.com` });
