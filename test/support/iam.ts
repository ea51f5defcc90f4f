import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'infra', 'policies');

export type PolicyName = 'runtime' | 'provisioning';

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const policyText = (name: PolicyName): string => readFileSync(join(FOLDER, `${name}.json`), 'utf8');
export const statementsOf = (name: PolicyName): Statement[] =>
  (JSON.parse(policyText(name)) as { Statement: Statement[] }).Statement;

/** Whether one of the policies allows the action on some resource under some circumstances. */
export const allows = (policies: readonly PolicyName[], action: string): boolean =>
  policies
    .flatMap(statementsOf)
    .some(({ Effect, Action }) => Effect === 'Allow' && Action.some((one) => covers(one, action)));

/** Whether `ec2:Describe*` covers `ec2:DescribeVpcs`; case does not count, as in IAM. */
export const covers = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i').test(action);

/** Prefix of the actions of a service, where calls name it otherwise. */
const PREFIX: Readonly<Record<string, string>> = { elbv2: 'elasticloadbalancing', tagging: 'tag' };

/** Actions a call needs, where they are not called as it is. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  // Whoever has credentials may ask whose they are.
  'sts:GetCallerIdentity': [],
  's3:CopyObject': ['s3:GetObject', 's3:PutObject'],
  's3:DeleteBucketEncryption': ['s3:PutEncryptionConfiguration'],
  's3:DeleteObjects': ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  's3:GetBucketAccelerateConfiguration': ['s3:GetAccelerateConfiguration'],
  's3:GetBucketEncryption': ['s3:GetEncryptionConfiguration'],
  's3:GetBucketLifecycleConfiguration': ['s3:GetLifecycleConfiguration'],
  's3:GetBucketReplication': ['s3:GetReplicationConfiguration'],
  's3:GetObjectLockConfiguration': ['s3:GetBucketObjectLockConfiguration'],
  's3:GetPublicAccessBlock': ['s3:GetBucketPublicAccessBlock'],
  's3:HeadBucket': ['s3:ListBucket'],
  's3:HeadObject': ['s3:GetObject'],
  's3:ListObjects': ['s3:ListBucket'],
  's3:ListObjectsV2': ['s3:ListBucket'],
  's3:ListObjectVersions': ['s3:ListBucketVersions'],
  's3:PutBucketEncryption': ['s3:PutEncryptionConfiguration'],
  's3:PutBucketLifecycleConfiguration': ['s3:PutLifecycleConfiguration'],
  's3:PutPublicAccessBlock': ['s3:PutBucketPublicAccessBlock'],
  's3:DeletePublicAccessBlock': ['s3:PutBucketPublicAccessBlock'],
};

/** IAM actions of a call as the local AWS names it: `elbv2:CreateRule` -> `elasticloadbalancing:CreateRule`. */
export function actionsOf(call: string): readonly string[] {
  const [service = '', operation = ''] = call.split(':');
  return ACTIONS[call] ?? [`${PREFIX[service] ?? service}:${operation}`];
}

/** Of these calls those that none of the policies allows. */
export const notAllowed = (policies: readonly PolicyName[], calls: readonly string[]): string[] =>
  calls.filter((call) => !actionsOf(call).every((action) => allows(policies, action)));
