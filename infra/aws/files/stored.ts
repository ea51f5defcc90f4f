import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { Calls } from '../calls';

/** An object as a listing tells it. */
export interface StoredObject {
  readonly bytes: number;
  /** Without quotes; the MD5 of what was put in one piece. */
  readonly etag: string;
  readonly modified: Date;
}

/** Every object under a prefix, by its key without the prefix; folders' own empty markers are left out. */
export async function listStored(
  client: S3Client,
  calls: Calls,
  bucket: string,
  prefix: string,
): Promise<Map<string, StoredObject>> {
  const found = await calls.pages(async (ContinuationToken) => {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken });
    const answer = await calls.make('s3:ListBucket', () => client.send(command), ['NoSuchBucket', 'NotImplemented']);
    return { items: answer.Contents ?? [], next: answer.NextContinuationToken };
  });
  return new Map(
    found
      .filter(({ Key = '' }) => !Key.endsWith('/'))
      .map(({ Key = '', Size = 0, ETag = '', LastModified = new Date(0) }) => [
        Key.slice(prefix.length),
        { bytes: Size, etag: ETag.replaceAll('"', ''), modified: LastModified },
      ]),
  );
}
