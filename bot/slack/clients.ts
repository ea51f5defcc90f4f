import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@slack/bolt';
import { ErrorCode, WebClient, type WebAPIRateLimitedError } from '@slack/web-api';

/** Retries of a call that failed on its way: about 20 s in all, and never Slack's default of 30 minutes. */
const RETRY = { retries: 4, factor: 2, minTimeout: 1_000, maxTimeout: 8_000 };
const TIMEOUT_MS = 15_000;

/** A call that Slack limits is repeated this often at most. */
const MOST_REPEATS = 5;

/**
 * Waits out rate limits, each call by itself: Slack limits methods one by one, and the library's own way holds up every call
 * of the client, the opening of a window with three seconds to live among them.
 */
class PatientClient extends WebClient {
  override async apiCall(...call: Parameters<WebClient['apiCall']>): ReturnType<WebClient['apiCall']> {
    for (let repeats = 0; ; repeats += 1) {
      try {
        return await super.apiCall(...call);
      } catch (error) {
        if (!isRateLimit(error) || repeats >= MOST_REPEATS) throw error;
        await sleep(error.retryAfter * 1000);
      }
    }
  }
}

const isRateLimit = (error: unknown): error is WebAPIRateLimitedError =>
  error instanceof Error && 'code' in error && error.code === ErrorCode.RateLimitedError;

export interface SlackClients {
  /** For what somebody waits for. Waits out rate limits, method by method. */
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
    client: new PatientClient(botToken, { ...options(), rejectRateLimitedCalls: true }),
    background: new WebClient(botToken, { ...options(), rejectRateLimitedCalls: true }),
    probe: new WebClient(botToken, { ...options(), rejectRateLimitedCalls: true, retryConfig: { retries: 0 } }),
  };
}
