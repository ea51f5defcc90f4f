import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ProblemError } from '../../workshop/problems';
import { lockedBy } from '../terraform/state-lock';
import { statusOf } from './clients';

/** What Terraform writes into its lock file, and reads of ours. */
interface LockInfo {
  readonly ID: string;
  readonly Operation: string;
  readonly Info: string;
  /** `user@host` */
  readonly Who: string;
  readonly Version: string;
  /** ISO time. */
  readonly Created: string;
  readonly Path: string;
}

/** Times to look again at a lock that was let go between the refusal and the look at it. */
const MOST_TRIES = 5;

/**
 * Takes Terraform's own lock of a state on S3, a file beside it that only one can make, so that any Terraform anywhere stays
 * off; throws ProblemError `locked` naming who has it and since when. Resolves with what lets it go.
 */
export async function lockState(s3: S3Client, bucket: string, key: string): Promise<() => Promise<void>> {
  const file = { Bucket: bucket, Key: `${key}.tflock` };
  const info: LockInfo = {
    ID: randomUUID(),
    Operation: 'usher-state-move',
    Info: '',
    Who: `${userInfo().username}@${hostname()}`,
    Version: '',
    Created: new Date().toISOString(),
    Path: `${bucket}/${key}`,
  };
  for (let tries = 1; ; tries += 1) {
    try {
      await s3.send(
        new PutObjectCommand({
          ...file,
          Body: JSON.stringify(info),
          ContentType: 'application/json',
          IfNoneMatch: '*',
          ServerSideEncryption: 'AES256',
        }),
      );
      return async () => void (await s3.send(new DeleteObjectCommand(file)));
    } catch (error) {
      if (statusOf(error) !== 412 && statusOf(error) !== 409) throw error;
      const other = await readLock(s3, file);
      if (other === undefined && tries < MOST_TRIES) continue;
      throw refusal(other, key);
    }
  }
}

async function readLock(s3: S3Client, file: { Bucket: string; Key: string }): Promise<Partial<LockInfo> | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand(file));
    return JSON.parse((await Body?.transformToString()) ?? '{}') as Partial<LockInfo>;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

const refusal = (other: Partial<LockInfo> | undefined, key: string): ProblemError =>
  new ProblemError({
    ...lockedBy(other?.Who || 'another Terraform', other?.Created, other?.ID),
    next: `Move it when that has ended; if nobody is at work any more, deploy the workshop once or delete ${key}.tflock.`,
  });
