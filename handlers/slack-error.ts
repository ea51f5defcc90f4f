/**
 * What Slack's client throws, told from what the error holds: the class differs between copies of the library, these do not.
 */
interface SlackClientError {
  readonly code?: unknown;
  readonly retryAfter?: unknown;
  readonly statusCode?: unknown;
  readonly original?: unknown;
  readonly cause?: unknown;
  readonly data?: { readonly error?: unknown } | null;
}

const fieldsOf = (error: unknown): SlackClientError =>
  typeof error === 'object' && error !== null ? (error as SlackClientError) : {};

/** Slack's own word: `not_in_channel`, `ratelimited`; undefined where the call got no answer of Slack's, and for every other error. */
export function slackErrorOf(error: unknown): string | undefined {
  if (retryAfterMs(error) !== undefined) return 'ratelimited';
  const word = fieldsOf(error).data?.error;
  return typeof word === 'string' ? word : undefined;
}

/** Milliseconds Slack asks to wait, where the error is its rate limit. */
export function retryAfterMs(error: unknown): number | undefined {
  const { code, retryAfter } = fieldsOf(error);
  if (code !== 'slack_webapi_rate_limited_error') return undefined;
  return Math.max(1, typeof retryAfter === 'number' ? retryAfter : 1) * 1000;
}

const has = (error: unknown, words: readonly string[]): boolean => words.includes(slackErrorOf(error) ?? '');

/** The message cannot be edited any more: deleted, or too old for the workspace's rules. */
export const isUneditable = (error: unknown): boolean =>
  has(error, ['message_not_found', 'edit_window_closed', 'cant_update_message']);

/** The bot cannot write there: not invited, removed, archived (`is_inactive` for an edit), or gone. */
export const isClosedChannel = (error: unknown): boolean =>
  has(error, ['not_in_channel', 'channel_not_found', 'is_archived', 'is_inactive', 'restricted_action']);

/** Slack does not accept the token: revoked, or its app removed. Nothing helps but another token and a new start. */
export const isTokenRefused = (error: unknown): boolean =>
  has(error, ['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive', 'not_authed']);

/** What whoever runs Usher does about a bot token that is refused. */
export const TOKEN_NEXT =
  'Copy the bot token again from the Slack app’s settings into SLACK_BOT_TOKEN, then start again; what runs on AWS goes on meanwhile.';

/** Slack did not answer, or answered that it is broken: the same call may succeed later. */
export function isSlackAway(error: unknown): boolean {
  const { code } = fieldsOf(error);
  if (code === 'slack_webapi_request_error' || code === 'slack_webapi_http_error') return true;
  return has(error, ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org']);
}

/** Codes of connections that were never made: nothing can have been sent on them. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** Slack is away, and may all the same have done what was asked: the line broke after the request was sent, or Slack broke on it. */
export function mayHaveArrived(error: unknown): boolean {
  if (!isSlackAway(error)) return false;
  for (let inner: unknown = error; typeof inner === 'object' && inner !== null;) {
    const { code, original, cause } = fieldsOf(inner);
    if (NEVER_SENT.includes(String(code))) return false;
    inner = original ?? cause;
  }
  return true;
}
