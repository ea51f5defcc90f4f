import { ProblemError, type Problem } from '../../workshop/problems';

const CAUSE_LIMIT = 2000;
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const WRONG_KEYS =
  /^(InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|AuthFailure|InvalidAccessKeyId|IncompleteSignature|MissingAuthenticationToken(Exception)?)$/;
/** What the SDK throws where it finds no credentials, or those of a sign-on that is over. */
const NONE_FOUND = /^(CredentialsProviderError|TokenProviderError)$/;
const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized|AuthorizationError)$/;
const THROTTLED =
  /^(Throttling(Exception)?|ThrottledException|RequestThrottled(Exception)?|RequestLimitExceeded|TooManyRequestsException|SlowDown|BandwidthLimitExceeded|RequestThrottled|PriorRequestNotComplete)$/;
const UNREACHED =
  /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|TimeoutError|NetworkingError)\b/;
const UNWELL = /^(InternalError|InternalFailure|InternalServerError|ServerException|ServiceUnavailable(Exception)?)$/;

/** Of an SDK error: what is looked at here. */
interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Where a call went, for the words: `ecs:ListTasks` and the address it was sent to. */
export interface CallPlace {
  readonly action: string;
  readonly endpoint: string;
}

/** Name by which AWS calls the error, '' for what is none of AWS's: `ClusterNotFoundException`. */
export const errorName = (error: unknown): string => (error as SdkError | null)?.name ?? '';

/** Whether AWS refuses the credentials themselves, or the SDK found none: others may work. */
export function areCredentialsRefused(error: unknown): boolean {
  const name = errorName(error);
  return EXPIRED.test(name) || WRONG_KEYS.test(name) || NONE_FOUND.test(name);
}

/** Sorts what the SDK threw into a problem that names the next step. */
export function problemOfCall(error: unknown, place: CallPlace): ProblemError {
  if (error instanceof ProblemError) return error;
  const { name = '', code = '', message = '', $metadata } = (error ?? {}) as SdkError;
  const words = (message || code || name || String(error)).slice(0, CAUSE_LIMIT);
  const problem = (kind: Problem['kind'], summary: string, next: string): ProblemError =>
    new ProblemError({ kind, summary, next, cause: words, detail: { action: place.action } });

  const hasRunOut = EXPIRED.test(name) || (NONE_FOUND.test(name) && /expired|sso login/i.test(message));
  if (!hasRunOut && (NONE_FOUND.test(name) || /^Credential is missing/.test(message))) {
    return problem(
      'credentials',
      'Usher has no AWS credentials.',
      'Give it AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role of its machine, and start it again.',
    );
  }
  if (/^Region is missing/.test(message)) {
    return problem('unknown', 'No AWS region is set.', 'Set AWS_REGION and start Usher again.');
  }
  if (hasRunOut) {
    return problem(
      'credentials',
      'The AWS credentials Usher works with have expired.',
      'Renew them (for example with `aws sso login`), start Usher again if they came from its environment, and try again.',
    );
  }
  if (WRONG_KEYS.test(name)) {
    return problem(
      'credentials',
      'AWS does not know the credentials Usher works with.',
      'Check the access key, its secret and the clock of the machine Usher runs on, and try again.',
    );
  }
  if (DENIED.test(name)) {
    const action = /not authorized to perform:?\s+([a-z0-9-]+:[A-Za-z0-9]+)/i.exec(message)?.[1] ?? place.action;
    return problem(
      'permission',
      `AWS does not let Usher do \`${action}\`.`,
      'Add this action to the role or user whose credentials Usher has, and try again.',
    );
  }
  if (THROTTLED.test(name)) {
    return problem('throttled', 'AWS asks Usher to slow down.', 'Try again in a minute; nothing is lost.');
  }
  if (UNREACHED.test(`${code} ${name} ${message}`)) {
    return problem(
      'network',
      `AWS cannot be reached at ${place.endpoint}.`,
      'Check the network of the machine Usher runs on, AWS_REGION and, if it is set, AWS_ENDPOINT_URL; then try again.',
    );
  }
  if (UNWELL.test(name) || ($metadata?.httpStatusCode ?? 0) >= 500) {
    return problem('unknown', `AWS failed at \`${place.action}\`.`, 'Try again in a few minutes.');
  }
  return problem(
    'unknown',
    `AWS refused \`${place.action}\`: ${words.replace(/[.\s]+$/, '')}.`,
    'Read the details in the thread, mend the cause and try again.',
  );
}
