import type { Logger } from '@slack/bolt';
import { WebClient } from '@slack/web-api';

/** Retries of a call that failed on its way: about 20 s in all, and never Slack's default of 30 minutes. */
const RETRY = { retries: 4, factor: 2, minTimeout: 1_000, maxTimeout: 8_000 };
const TIMEOUT_MS = 15_000;

export interface SlackClients {
  /** For what somebody waits for. Waits out rate limits. */
  readonly client: WebClient;
  /** For edits nobody waits for; a rate limit rejects at once and never queues before a modal. */
  readonly background: WebClient;
  /** For the first question: fails at once. */
  readonly probe: WebClient;
}

/** Web API clients of one token with a queue each, so that a rate limit of one holds up nothing of another. */
export function createClients(botToken: string, slackApiUrl: string, logger: Logger): SlackClients {
  // A copy of retryConfig each: Socket Mode and others write into what they are given.
  const options = () => ({ slackApiUrl, logger, timeout: TIMEOUT_MS, retryConfig: { ...RETRY } });
  return {
    client: new WebClient(botToken, options()),
    background: new WebClient(botToken, { ...options(), rejectRateLimitedCalls: true }),
    probe: new WebClient(botToken, { ...options(), rejectRateLimitedCalls: true, retryConfig: { retries: 0 } }),
  };
}
