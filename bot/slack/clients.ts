import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@slack/bolt';
import { WebClient, type ChatPostMessageArguments } from '@slack/web-api';
import { postOnce } from '../../handlers/post-once';
import { isSlackAway, retryAfterMs } from '../../handlers/slack-error';

/** Retries of a call that failed on its way: about 20 s in all, and never Slack's default of 30 minutes. */
const RETRY = { retries: 4, factor: 2, minTimeout: 1_000, maxTimeout: 8_000 };
const TIMEOUT_MS = 15_000;

/** A call that Slack limits is repeated this often at most. */
const MOST_REPEATS = 5;

type Call = WebClient['apiCall'];

/** The library repeats what failed on its way, and would post a message twice where only the answer was lost: `single` never repeats. */
class CarefulClient extends WebClient {
  constructor(
    token: string,
    options: () => ConstructorParameters<typeof WebClient>[1],
    protected readonly single = new WebClient(token, { ...options(), retryConfig: { retries: 0 } }),
  ) {
    super(token, options());
  }

  override async apiCall(...call: Parameters<Call>): ReturnType<Call> {
    return call[0] === 'chat.postMessage' ? this.single.apiCall(...call) : super.apiCall(...call);
  }
}

/**
 * Waits out rate limits, each call by itself: Slack limits methods one by one, and the library's own way holds up every call
 * of the client, the opening of a window with three seconds to live among them.
 */
class PatientClient extends CarefulClient {
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
  /** For what nobody waits for; a rate limit rejects at once and never queues before a modal. Does not repeat a post by itself. */
  readonly background: WebClient;
  /** For the first question: fails at once. */
  readonly probe: WebClient;
}

/** Web API clients of one token with a queue each, so that a rate limit of one holds up nothing of another. */
export function createClients(botToken: string, slackApiUrl: string, logger: Logger): SlackClients {
  // A copy of retryConfig each: Socket Mode and others write into what they are given.
  const options = () => ({
    slackApiUrl,
    logger,
    timeout: TIMEOUT_MS,
    retryConfig: { ...RETRY },
    rejectRateLimitedCalls: true,
  });
  return {
    client: new PatientClient(botToken, options),
    background: new CarefulClient(botToken, options),
    probe: new WebClient(botToken, { ...options(), retryConfig: { retries: 0 } }),
  };
}
