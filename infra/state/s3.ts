import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { problemOfCall } from '../aws/problems';
import { STATE_PREFIX } from '../terraform/folders';
import { statusOf, type StateBucket } from './clients';
import type { StatePlace } from './place';
import { lockState } from './s3-lock';

/** States as objects of a bucket: `usher/<workshop>/<stack>.tfstate`. */
export function s3Place(s3: S3Client, bucket: StateBucket): StatePlace {
  const Bucket = bucket.name;
  const keyOf = (workshop: string, stack: string): string => `${STATE_PREFIX}/${workshop}/${stack}.tfstate`;
  const call = async <T>(action: string, made: Promise<T>): Promise<T> =>
    made.catch((error: unknown) => {
      throw problemOfCall(error, { action, endpoint: `https://s3.${bucket.region}.amazonaws.com` });
    });
  const list = async (prefix: string): Promise<{ workshop: string; stack: string }[]> => {
    const found: { workshop: string; stack: string }[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix: prefix })) {
      for (const { Key = '' } of Contents) {
        const [, workshop, stack] = /^[^/]+\/([^/]+)\/([^/]+)\.tfstate$/.exec(Key) ?? [];
        if (workshop !== undefined && stack !== undefined) found.push({ workshop, stack });
      }
    }
    return found;
  };
  return {
    kind: 's3',
    words: `s3://${Bucket}/${STATE_PREFIX}`,
    workshops: async () => [
      ...new Set((await call('s3:ListBucket', list(`${STATE_PREFIX}/`))).map(({ workshop }) => workshop)),
    ],
    stacks: async (workshop) =>
      (await call('s3:ListBucket', list(`${STATE_PREFIX}/${workshop}/`))).map(({ stack }) => stack),
    read: (workshop, stack) => call('s3:GetObject', read(s3, Bucket, keyOf(workshop, stack))),
    async write(workshop, stack, Body) {
      const object = { Bucket, Key: keyOf(workshop, stack), Body, ContentType: 'application/json' };
      await call('s3:PutObject', s3.send(new PutObjectCommand({ ...object, ServerSideEncryption: 'AES256' })));
    },
    async setAside(workshop, stack, ending) {
      const key = keyOf(workshop, stack);
      const to = { Bucket, Key: `${key}${ending}`, CopySource: `${Bucket}/${key}` };
      await call('s3:PutObject', s3.send(new CopyObjectCommand({ ...to, ServerSideEncryption: 'AES256' })));
      await call('s3:DeleteObject', s3.send(new DeleteObjectCommand({ Bucket, Key: key })));
      return `s3://${Bucket}/${key}${ending}`;
    },
    async hold(workshop, stack) {
      const release = await call('s3:PutObject', lockState(s3, Bucket, keyOf(workshop, stack)));
      return () => call('s3:DeleteObject', release());
    },
  };
}

async function read(s3: S3Client, bucket: string, key: string): Promise<Uint8Array | undefined> {
  try {
    return await (await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body?.transformToByteArray();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
