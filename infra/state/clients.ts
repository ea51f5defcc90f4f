import { S3Client } from '@aws-sdk/client-s3';
import { clientConfig } from '../terraform/client-config';

/** The bucket that holds Terraform's state, and the region it is in. */
export interface StateBucket {
  readonly name: string;
  readonly region: string;
}

/** A client for the bucket's region; with an endpoint of one's own, buckets are addressed by path. */
export const bucketClient = (env: NodeJS.ProcessEnv, region: string): S3Client =>
  new S3Client({ ...clientConfig(env, region), ...(env['AWS_ENDPOINT_URL'] ? { forcePathStyle: true } : {}) });

/** HTTP status of what the SDK threw; 0 for what never reached AWS. */
export const statusOf = (error: unknown): number =>
  (error as { $metadata?: { httpStatusCode?: number } } | null)?.$metadata?.httpStatusCode ?? 0;
