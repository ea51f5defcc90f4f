import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CopyObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { FileSource } from '../../../workshop/workshop';
import type { Calls } from '../calls';
import { errorName } from '../problems';
import { isLeftOut, within } from './limits';
import { filesProblem } from './problems';
import { listStored, type StoredObject } from './stored';
import { walkFolder } from './walk-folder';

/** One assignment file, wherever it comes from. */
export interface SourceFile {
  /** Below the folder or prefix, with slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Whether the workshop's bucket holds it already. */
  isStored(object: StoredObject): Promise<boolean>;
  /** Puts it into the workshop's bucket. */
  store(bucket: string, key: string, signal: AbortSignal): Promise<unknown>;
}

/** What there is to upload; throws ProblemError where there is nothing, too much, or no such place. */
export const sourceFiles = (source: FileSource, client: S3Client, calls: Calls): Promise<SourceFile[]> =>
  source.kind === 'folder' ? fromFolder(source.path, client, calls) : fromBucket(source, client, calls);

async function fromFolder(folder: string, client: S3Client, calls: Calls): Promise<SourceFile[]> {
  return (await walkFolder(folder)).map(({ path, file, bytes }) => ({
    path,
    bytes,
    isStored: async ({ bytes: stored, etag }) => stored === bytes && etag === (await md5(file)).toString('hex'),
    async store(Bucket, Key, abortSignal) {
      const command = new PutObjectCommand({
        Bucket,
        Key,
        Body: createReadStream(file),
        ContentLength: bytes,
        ContentMD5: (await md5(file)).toString('base64'),
      });
      await calls.make('s3:PutObject', () => client.send(command, { abortSignal }));
    },
  }));
}

async function fromBucket(
  { bucket, prefix }: FileSource & { kind: 'bucket' },
  client: S3Client,
  calls: Calls,
): Promise<SourceFile[]> {
  const place = `s3://${bucket}/${prefix}`;
  const stored = await listStored(client, calls, bucket, prefix).catch((error: unknown) => {
    if (errorName(error) !== 'NoSuchBucket') throw error;
    throw filesProblem(`There is no bucket ${bucket} for the assignment files.`, 'Check its name and try again.');
  });
  const files = [...stored].filter(([path]) => !isLeftOut(path) && !path.split('/').includes('..'));
  return within(
    files.map(([path, { bytes, modified }]) => ({
      path,
      bytes,
      // A copy's ETag may differ from its original's.
      isStored: (object) => Promise.resolve(object.bytes === bytes && object.modified >= modified),
      store(Bucket, Key, abortSignal) {
        const CopySource = [bucket, ...`${prefix}${path}`.split('/')].map(encodeURIComponent).join('/');
        const command = new CopyObjectCommand({ Bucket, Key, CopySource });
        return calls.make('s3:GetObject', () => client.send(command, { abortSignal }));
      },
    })),
    place,
  );
}

async function md5(file: string): Promise<Buffer> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return hash.digest();
}
