import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutPublicAccessBlockCommand,
  waitUntilBucketExists,
  type BucketLocationConstraint,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ARCHIVE_DAYS } from '../../workshop/ports/archive';
import { ProblemError } from '../../workshop/problems';
import type { Calls } from '../aws/calls';
import { errorName, problemOfCall } from '../aws/problems';
import { withoutS3 } from '../aws/s3-settings';
import { statusOf } from '../state/clients';

/** Tag by which whoever looks for what is left knows that this stays, and why. It belongs to no workshop. */
export const STAYS = { Key: 'usher:stays', Value: `collected work, each archive for ${ARCHIVE_DAYS} days` };

/** One for the account and region: names of buckets are the world's, account numbers nobody else's. */
export const archiveBucketName = (account: string, region: string): string => `usher-archive-${account}-${region}`;

/**
 * Makes the bucket where it is missing: private, encrypted, and emptied by S3 itself. Every step may be taken again, by several
 * processes at once. Throws ProblemError where it is another account's.
 */
export async function ensureArchiveBucket(
  s3: S3Client,
  calls: Calls,
  bucket: string,
  account: string,
  region: string,
): Promise<void> {
  const asked = { Bucket: bucket, ExpectedBucketOwner: account };
  if (!(await isThere(s3, asked))) await create(s3, calls, bucket, region);
  await calls.make('s3:PutBucketPublicAccessBlock', () =>
    s3.send(
      new PutPublicAccessBlockCommand({
        ...asked,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      }),
    ),
  );
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }];
  await calls.make('s3:PutEncryptionConfiguration', () =>
    s3.send(new PutBucketEncryptionCommand({ ...asked, ServerSideEncryptionConfiguration: { Rules } })),
  );
  await calls.make('s3:PutLifecycleConfiguration', () =>
    s3.send(
      new PutBucketLifecycleConfigurationCommand({
        ...asked,
        LifecycleConfiguration: {
          Rules: [
            {
              ID: 'usher-archive',
              Status: 'Enabled',
              Filter: { Prefix: '' },
              Expiration: { Days: ARCHIVE_DAYS },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            },
          ],
        },
      }),
    ),
  );
  await calls.make('s3:PutBucketTagging', () =>
    s3.send(new PutBucketTaggingCommand({ ...asked, Tagging: { TagSet: [STAYS] } })),
  );
  // Where S3 itself is spoken to in plain HTTP, which only a stand-in on this machine is, the policy would shut us out.
  const endpoint = await s3.config.endpoint?.();
  if (endpoint?.protocol === 'http:') return;
  await calls.make('s3:PutBucketPolicy', () =>
    s3.send(new PutBucketPolicyCommand({ ...asked, Policy: tlsOnly(bucket, region) })),
  );
}

async function isThere(s3: S3Client, asked: { Bucket: string; ExpectedBucketOwner: string }): Promise<boolean> {
  try {
    await s3.send(new HeadBucketCommand(asked));
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    if (statusOf(error) === 501) throw withoutS3();
    const endpoint = 'https://s3.amazonaws.com';
    if (statusOf(error) !== 403) throw problemOfCall(error, { action: 's3:ListBucket', endpoint });
    throw new ProblemError({
      kind: 'permission',
      summary: `The bucket for collected work, ${asked.Bucket}, is closed to Usher’s credentials.`,
      next: 'Allow them what `Archive` in infra/policies/runtime.json lists, and try again.',
    });
  }
}

async function create(s3: S3Client, calls: Calls, Bucket: string, region: string): Promise<void> {
  // The oldest region is the one that must not be named.
  const where =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  // Another process of ours is making it at this moment, or has.
  const fine = ['BucketAlreadyOwnedByYou', 'OperationAborted'];
  try {
    await calls.make('s3:CreateBucket', () => s3.send(new CreateBucketCommand({ Bucket, ...where })), fine);
  } catch (error) {
    if (!fine.includes(errorName(error))) throw error;
  }
  await waitUntilBucketExists({ client: s3, maxWaitTime: 60, minDelay: 1, maxDelay: 5 }, { Bucket });
}

const tlsOnly = (bucket: string, region: string): string => {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:${partition}:s3:::${bucket}`, `arn:${partition}:s3:::${bucket}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
};
