/** Whose policies IAM can be asked about. */
export interface Principal {
  /** ARN of an IAM user or role. */
  readonly arn: string;
  readonly kind: 'user' | 'role';
  /** Without its path. */
  readonly name: string;
  readonly account: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
}

/**
 * The user or role behind what GetCallerIdentity answers, or why IAM cannot be asked about it. The session of an assumed role
 * becomes its role; a role's path is not in there, so that the ARN is a guess where it has one.
 */
export function principalOf(arn: string): Principal | { readonly why: string } {
  const [, partition = 'aws', , , account = '', resource = ''] = arn.split(':');
  const [kind = '', ...path] = resource.split('/');
  if (kind === 'root') {
    return { why: 'These are the account’s root keys, which may do everything and should not be in use.' };
  }
  const name = kind === 'assumed-role' ? path[0] : path.at(-1);
  if (name === undefined || !['user', 'role', 'assumed-role'].includes(kind)) {
    return { why: `IAM cannot be asked about \`${arn}\`.` };
  }
  if (kind === 'user') return { arn: `arn:${partition}:iam::${account}:${resource}`, kind, name, account, partition };
  const role = kind === 'role' ? resource : `role/${name}`;
  return { arn: `arn:${partition}:iam::${account}:${role}`, kind: 'role', name, account, partition };
}
