import {
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createBucket, makePrivate, type MakeCall } from '../aws/private-bucket';
import { errorName, problemOfCall } from '../aws/problems';
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
    await makePrivate(s3, plainly, asked, bucket.region);
    await s3.send(new PutBucketVersioningCommand({ ...asked, VersioningConfiguration: { Status: 'Enabled' } }));
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

async function create(s3: S3Client, bucket: StateBucket): Promise<void> {
  try {
    await createBucket(s3, plainly, bucket.name, bucket.region);
  } catch (error) {
    throw errorName(error) === 'BucketAlreadyExists' ? notOurs(bucket) : error;
  }
}

/** What AWS refuses is put into words by whoever asked for the bucket. */
const plainly: MakeCall = (_action, call) => call();

const failure = (error: unknown, action: string, { region }: StateBucket) =>
  problemOfCall(error, { action, endpoint: `https://s3.${region}.amazonaws.com` });
