import { ProblemError } from '../../workshop/problems';
import type { StateBucket } from './clients';

/** The bucket's name is another account's, or ours and closed to these credentials: S3 does not tell which. */
export const notOurs = ({ name }: StateBucket): ProblemError =>
  new ProblemError({
    kind: 'permission',
    summary: `The state bucket ${name} belongs to another AWS account, or Usher’s credentials may not use it.`,
    next: 'Set USHER_STATE_BUCKET to a name of your own (usher-state-<account number> is free as a rule), or allow Usher the bucket, and try again.',
    detail: { bucket: name },
  });

/** Terraform looks for a bucket in one region only. */
export const elsewhere = ({ name, region }: StateBucket, found: string): ProblemError =>
  new ProblemError({
    kind: 'unknown',
    summary: `The state bucket ${name} is in ${found}, and Usher looks for it in ${region}.`,
    next: `Set USHER_STATE_BUCKET to a bucket in ${region}, or AWS_REGION to ${found}, and start Usher again.`,
    detail: { bucket: name, region: found },
  });

/** A bucket in use whose overwritten objects are lost. */
export const notVersioned = ({ name }: StateBucket): ProblemError =>
  new ProblemError({
    kind: 'unknown',
    summary: `The state bucket ${name} keeps no versions, so that a damaged state could not be brought back.`,
    next: `Turn versioning on (\`aws s3api put-bucket-versioning --bucket ${name} --versioning-configuration Status=Enabled\`) and try again.`,
    detail: { bucket: name },
  });
