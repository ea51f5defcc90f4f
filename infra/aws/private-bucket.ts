import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  waitUntilBucketExists,
  type BucketLocationConstraint,
  type S3Client,
} from '@aws-sdk/client-s3';
import { errorName } from './problems';

/** A bucket as every call names it: only that of the right account will do. */
export interface AskedBucket {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** Makes one call: with the words and the counting of whoever makes it. Errors named in `expected` are thrown as they come. */
export type MakeCall = <T extends { readonly $metadata: { readonly attempts?: number | undefined } }>(
  action: string,
  call: () => Promise<T>,
  expected?: readonly string[],
) => Promise<T>;

/** Another process of ours is making it at this moment, or has. */
const OURS = ['BucketAlreadyOwnedByYou', 'OperationAborted'];

/** Makes a bucket and waits until it is there; several processes may at once. */
export async function createBucket(s3: S3Client, make: MakeCall, Bucket: string, region: string): Promise<void> {
  // The oldest region is the one that must not be named.
  const where =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  try {
    await make('s3:CreateBucket', () => s3.send(new CreateBucketCommand({ Bucket, ...where })), OURS);
  } catch (error) {
    if (!OURS.includes(errorName(error))) throw error;
  }
  await waitUntilBucketExists({ client: s3, maxWaitTime: 60, minDelay: 1, maxDelay: 5 }, { Bucket });
}

/** Closes a bucket to the public, encrypts what comes into it, and lets nobody in without TLS. Every step may be taken again. */
export async function makePrivate(s3: S3Client, make: MakeCall, asked: AskedBucket, region: string): Promise<void> {
  await make('s3:PutBucketPublicAccessBlock', () =>
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
  await make('s3:PutEncryptionConfiguration', () =>
    s3.send(new PutBucketEncryptionCommand({ ...asked, ServerSideEncryptionConfiguration: { Rules } })),
  );
  // Where S3 itself is spoken to in plain HTTP, which only a stand-in on this machine is, the policy would shut us out.
  const endpoint = await s3.config.endpoint?.();
  if (endpoint?.protocol === 'http:') return;
  await make('s3:PutBucketPolicy', () =>
    s3.send(new PutBucketPolicyCommand({ ...asked, Policy: tlsOnly(asked.Bucket, region) })),
  );
}

function tlsOnly(bucket: string, region: string): string {
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
}
