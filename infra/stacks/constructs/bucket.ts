import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { bucketName } from '../../names';
import type { UsherStack } from '../usher-stack';

/** The workshop's private bucket; it goes with all it holds. */
export function assignmentsBucket(stack: UsherStack): S3Bucket {
  const bucket = new S3Bucket(stack, 'bucket:assignments', { bucket: bucketName(stack.workshop), forceDestroy: true });
  new S3BucketPublicAccessBlock(stack, 'access:assignments', {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, 'encryption:assignments', {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  });
  return bucket;
}
