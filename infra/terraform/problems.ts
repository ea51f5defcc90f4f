import type { Problem, ProblemKind } from '../../workshop/problems';
import type { Diagnostic } from './parse';
import { lockProblem } from './state-lock';

const CAUSE_LIMIT = 2000;

interface Quota {
  readonly code: string;
  readonly service: string;
  readonly name: string;
}

/** Service Quotas codes by the error code AWS gives when one is used up. */
const QUOTAS: Readonly<Record<string, Quota>> = {
  VcpuLimitExceeded: { code: 'L-1216C47A', service: 'ec2', name: 'vCPUs of running on-demand standard instances' },
  InstanceLimitExceeded: { code: 'L-1216C47A', service: 'ec2', name: 'vCPUs of running on-demand standard instances' },
  TooManyLoadBalancers: { code: 'L-53DA6B97', service: 'elasticloadbalancing', name: 'application load balancers' },
  TooManyListeners: { code: 'L-B6DF7632', service: 'elasticloadbalancing', name: 'listeners of a load balancer' },
  TooManyTargetGroups: { code: 'L-B22855CB', service: 'elasticloadbalancing', name: 'target groups' },
  TooManyRules: { code: 'L-7EED9B64', service: 'elasticloadbalancing', name: 'rules of a load balancer' },
  NetworkInterfaceLimitExceeded: { code: 'L-DF5E4CA3', service: 'vpc', name: 'network interfaces' },
  VpcLimitExceeded: { code: 'L-F678F1CE', service: 'vpc', name: 'VPCs' },
  AddressLimitExceeded: { code: 'L-0263D0A3', service: 'ec2', name: 'Elastic IP addresses' },
  VolumeLimitExceeded: { code: 'L-7A658B76', service: 'ebs', name: 'gp3 storage' },
  MaxIOPSLimitExceeded: { code: 'L-7A658B76', service: 'ebs', name: 'gp3 storage' },
  InstanceQuotaExceeded: { code: 'L-7B6409FD', service: 'rds', name: 'database instances' },
  LimitExceeded: { code: 'L-FE177D64', service: 'iam', name: 'roles' },
};

interface Sort {
  readonly kind: ProblemKind;
  readonly pattern: RegExp;
  readonly summary: string;
  readonly next: string;
}

/** Tried in order; the first that matches names the problem. */
const SORTS: readonly Sort[] = [
  {
    kind: 'interrupted',
    pattern: /\b(context canceled|execution halted|operation canceled|interrupt received)\b/i,
    summary: 'The work on this stack was stopped before it ended.',
    next: 'Deploy again: Usher goes on where it stopped and replaces nothing.',
  },
  {
    kind: 'credentials',
    pattern:
      /\b(ExpiredToken(?:Exception)?|RequestExpired|Request has expired|TokenRefreshRequired|InvalidToken|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken(?:Exception)?|CredentialsProviderError|TokenProviderError|security token included in the request is (?:expired|invalid)|provided token has expired|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure|No valid credential sources? found|failed to refresh cached credentials|token (?:has|is) expired|SSO session)\b/i,
    summary: 'AWS refuses the credentials Usher works with: they are missing, wrong or expired.',
    next: 'Renew the AWS credentials of the machine Usher runs on and deploy again; what exists is kept.',
  },
  {
    kind: 'throttled',
    pattern:
      /\b(Throttling\w*|Throttled\w*|RequestLimitExceeded|TooManyRequests(?:Exception)?|SlowDown|RequestThrottled\w*|PriorRequestNotComplete|BandwidthLimitExceeded|Rate exceeded)\b/i,
    summary: 'AWS asks Usher to slow down.',
    next: 'Usher has tried several times; deploy again in a few minutes.',
  },
  {
    kind: 'capacity',
    pattern:
      /\b(Insufficient(?:(?:Instance|Host|Volume|DBInstance|ReservedInstance)Capacity|Capacity\w*)|Unsupported: Your requested instance type)\b/,
    summary: 'AWS has no capacity left for this instance type in one of the zones.',
    next: 'Deploy again in some minutes, or make the workshop with another instance type or region.',
  },
  {
    kind: 'permission',
    pattern:
      /\b(AccessDenied(?:Exception)?|UnauthorizedOperation|Unauthorized(?:Exception)?|not authorized to perform|Client\.Unauthorized\w*|AuthorizationError)\b/i,
    summary: 'AWS does not let Usher do this.',
    next: 'Add the action to the role or user whose credentials Usher has, and deploy again.',
  },
  {
    kind: 'exists',
    pattern:
      /\b(\w*AlreadyExists\w*|EntityAlreadyExists|BucketAlreadyOwnedByYou|Duplicate\w*Name|DuplicateListener|InvalidPermission\.Duplicate|PriorityInUse|Resource\.AlreadyAssociated|not idempotent|already exists)\b/i,
    summary: 'AWS already has something of this name.',
    next: 'Remove it in the AWS console if nobody needs it, or make the workshop under another name.',
  },
  {
    kind: 'network',
    pattern:
      /\b(no such host|connection refused|connection reset|i\/o timeout|TLS handshake timeout|network is unreachable|no route to host|dial tcp|EOF|request send failed|could not connect to)\b/i,
    summary: 'AWS or the Terraform registry cannot be reached.',
    next: 'Check the network of the machine Usher runs on and deploy again; what exists is kept.',
  },
];

/** Sorts what Terraform or AWS said into a problem that names the next step. `secrets` are struck out of its words. */
export function problemOf(diagnostic: Diagnostic, secrets: readonly string[] = []): Problem {
  const words = conceal(`${diagnostic.summary}\n${diagnostic.detail}`.trim(), secrets);
  const cause = words.slice(0, CAUSE_LIMIT);
  const where = diagnostic.address ? { address: diagnostic.address } : {};
  const locked = lockProblem(words);
  if (locked) return { ...locked, cause };
  const quota = quotaIn(words);
  if (quota) {
    return {
      kind: 'quota',
      summary: `The AWS quota for ${quota.name} (${quota.code}) is used up.`,
      next: `Ask for more at Service Quotas (service ${quota.service}, code ${quota.code}) or use fewer or smaller seats, and deploy again.`,
      cause,
      detail: { ...where, code: quota.code, service: quota.service },
    };
  }
  const sort = SORTS.find(({ pattern }) => pattern.test(words));
  if (!sort) return { ...unknown(diagnostic, secrets), cause, detail: where };
  const action = sort.kind === 'permission' ? actionIn(words) : undefined;
  return {
    kind: sort.kind,
    summary: action ? `AWS does not let Usher do \`${action}\`.` : sort.summary,
    next: sort.next,
    cause,
    detail: { ...where, ...(action ? { action } : {}) },
  };
}

/** True where the same call may well succeed a little later. */
export const isTransient = (problem: Problem): boolean => problem.kind === 'throttled' || problem.kind === 'network';

/** One problem for a stack in which several resources failed. */
export function summarise(problems: readonly Problem[]): Problem {
  const [first = nothingSaid] = [...problems].sort((a, b) => weight(a) - weight(b));
  const others = problems.length - 1;
  if (others <= 0 || first.kind === 'interrupted') return first;
  return { ...first, summary: `${first.summary} ${others} more ${others === 1 ? 'resource' : 'resources'} failed.` };
}

/** What stops everything comes before what stops one resource. */
const ORDER: readonly ProblemKind[] = [
  'interrupted',
  'credentials',
  'locked',
  'missing-tool',
  'permission',
  'quota',
  'capacity',
];
const weight = ({ kind }: Problem): number => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);

const nothingSaid: Problem = {
  kind: 'unknown',
  summary: 'Terraform ended without saying why.',
  next: 'Deploy again; if it happens again, read the log in the stack’s folder.',
};

/** Terraform was stopped on purpose; nothing is lost. */
export const interruptedProblem: Problem = {
  kind: 'interrupted',
  summary: 'The work on this stack was stopped before it ended.',
  next: 'Deploy again: Usher goes on where it stopped and replaces nothing.',
};

/** A failure outside Terraform, such as a full disk, sorted by its code. */
export function problemOfError(error: unknown, secrets: readonly string[] = []): Problem {
  const { code, name, message, path } = error as NodeJS.ErrnoException;
  // What AWS calls its errors is in their names, not in their words.
  const said = message === undefined ? String(error) : name === 'Error' ? message : `${name}: ${message}`;
  const cause = conceal(said, secrets).slice(0, CAUSE_LIMIT);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      kind: 'unknown',
      summary: 'The disk that holds Usher’s data folder is full.',
      next: 'Free some space (a deployment of 80 seats needs about 2 GB) and deploy again.',
      cause,
    };
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR') {
    return {
      kind: 'permission',
      summary: `Usher may not write to its data folder${path ? ` (${path})` : ''}.`,
      next: 'Give the user Usher runs as the folder, or set USHER_DATA_DIR to another one.',
      cause,
    };
  }
  return problemOf({ severity: 'error', summary: cause, detail: '', address: undefined });
}

function unknown(diagnostic: Diagnostic, secrets: readonly string[]): Problem {
  const what = conceal(diagnostic.summary.split('\n')[0] ?? '', secrets).slice(0, 200);
  return {
    kind: 'unknown',
    summary: `Terraform failed: ${what.replace(/[.\s]+$/, '')}.`,
    next: 'Read the details in the thread, mend the cause and deploy again; what exists is kept.',
  };
}

function quotaIn(words: string): Quota | undefined {
  const code = Object.keys(QUOTAS).find((name) => new RegExp(`\\b${name}(?:Exception|Fault)?\\b`).test(words));
  return code === undefined ? undefined : QUOTAS[code];
}

/** `ec2:RunInstances` out of "not authorized to perform: ec2:RunInstances" or "api error UnauthorizedOperation" of an operation. */
function actionIn(words: string): string | undefined {
  const named = /not authorized to perform:?\s+([a-z0-9-]+:[A-Za-z0-9]+)/i.exec(words)?.[1];
  if (named) return named;
  const operation = /operation error ([A-Za-z0-9 ]+): ([A-Za-z0-9]+)/.exec(words);
  return operation ? `${(operation[1] ?? '').toLowerCase().replaceAll(' ', '')}:${operation[2]}` : undefined;
}

/** Strikes out secrets and anything that looks like an AWS key. */
function conceal(words: string, secrets: readonly string[]): string {
  const struck = secrets
    .filter((secret) => secret.length >= 6)
    .reduce((text, secret) => text.replaceAll(secret, '***'), words);
  return struck
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '***')
    .replace(/(X-Amz-(?:Signature|Security-Token)=)[^&\s]+/gi, '$1***');
}
