import {
  HeadBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ARCHIVE_DAYS } from '../../workshop/ports/archive';
import { ProblemError } from '../../workshop/problems';
import type { Calls } from '../aws/calls';
import { createBucket, makePrivate, type MakeCall } from '../aws/private-bucket';
import { problemOfCall } from '../aws/problems';
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
  const make: MakeCall = (action, call, expected) => calls.make(action, call, expected);
  if (!(await isThere(s3, asked))) await createBucket(s3, make, bucket, region);
  await make('s3:PutLifecycleConfiguration', () =>
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
  await make('s3:PutBucketTagging', () =>
    s3.send(new PutBucketTaggingCommand({ ...asked, Tagging: { TagSet: [STAYS] } })),
  );
  await makePrivate(s3, make, asked, region);
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
