import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@slack/bolt';
import { WebClient, type ChatPostMessageArguments, type WebClientOptions } from '@slack/web-api';
import { postOnce } from '../../handlers/post-once';
import { isSlackAway, retryAfterMs } from '../../handlers/slack-error';

/** Retries of a call that failed on its way: about 20 s in all, and never Slack's default of 30 minutes. */
const RETRY = { retries: 4, factor: 2, minTimeout: 1_000, maxTimeout: 8_000 };
const TIMEOUT_MS = 15_000;

/** A call that Slack limits is repeated this often at most. */
const MOST_REPEATS = 5;

type Call = WebClient['apiCall'];

/**
 * Waits out rate limits, each call by itself: Slack limits methods one by one, and the library's own way holds up every call
 * of the client, the opening of a window with three seconds to live among them. The library also repeats what failed on its way,
 * and would post a message twice where only the answer was lost: posts go by `single`, which never repeats.
 */
class PatientClient extends WebClient {
  constructor(
    token: string,
    options: WebClientOptions,
    private readonly single: WebClient,
  ) {
    super(token, options);
  }

  override async apiCall(...call: Parameters<Call>): ReturnType<Call> {
    const [method, options] = call;
    if (method === 'chat.postMessage')
      return postOnce(this.single, options as unknown as ChatPostMessageArguments, again);
    for (let repeats = 1; ; repeats += 1) {
      try {
        return await super.apiCall(...call);
      } catch (error) {
        if (isSlackAway(error) || !(await again(error, repeats))) throw error;
      }
    }
  }
}

/** Waits as long as Slack asks, or as one waits for a line that broke; false where neither is the matter, or it was tried often enough. */
async function again(error: unknown, tries: number): Promise<boolean> {
  const limited = retryAfterMs(error);
  if (limited === undefined && !isSlackAway(error)) return false;
  if (tries > (limited === undefined ? RETRY.retries : MOST_REPEATS)) return false;
  await sleep(limited ?? Math.min(RETRY.maxTimeout, RETRY.minTimeout * RETRY.factor ** (tries - 1)));
  return true;
}

export interface SlackClients {
  /** For what somebody waits for. Waits out rate limits, method by method. */
  readonly client: WebClient;
  /** For what nobody waits for, and what never queues before a modal: repeats nothing by itself. */
  readonly background: WebClient;
  /** For the first question: fails at once. */
  readonly probe: WebClient;
}

/** Web API clients of one token with a queue each, so that a rate limit of one holds up nothing of another. */
export function createClients(botToken: string, slackApiUrl: string, logger: Logger): SlackClients {
  const options = { slackApiUrl, logger, timeout: TIMEOUT_MS, rejectRateLimitedCalls: true };
  const single = () => new WebClient(botToken, { ...options, retryConfig: { retries: 0 } });
  return {
    client: new PatientClient(botToken, { ...options, retryConfig: RETRY }, single()),
    background: single(),
    probe: single(),
  };
}
