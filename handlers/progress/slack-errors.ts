/** What Slack refused with, told from the error the client throws; the class differs between copies of the library, the code does not. */
interface SlackClientError {
  readonly code?: string;
  readonly retryAfter?: number;
  readonly data?: { readonly error?: string };
}

/** Milliseconds Slack asks to wait, where the error is its rate limit. */
export function retryAfterMs(error: unknown): number | undefined {
  const { code, retryAfter } = error as SlackClientError;
  return code === 'slack_webapi_rate_limited_error' ? Math.max(1, retryAfter ?? 1) * 1000 : undefined;
}

/** Slack's own word: `message_not_found`; undefined where the call never got an answer. */
export const slackError = (error: unknown): string | undefined => (error as SlackClientError).data?.error;

/** The message cannot be edited any more: deleted, or too old for the workspace's rules. */
export const isUneditable = (error: unknown): boolean =>
  ['message_not_found', 'edit_window_closed', 'cant_update_message'].includes(slackError(error) ?? '');

/** The bot cannot write there: not invited, archived, or gone. */
export const isClosedChannel = (error: unknown): boolean =>
  ['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'].includes(slackError(error) ?? '');
