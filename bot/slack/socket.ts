import { setTimeout as sleep } from 'node:timers/promises';
import { LogLevel, SocketModeReceiver, type Logger } from '@slack/bolt';
import { isSlackAway } from '../../handlers/slack-error';
import type { ProblemError } from '../../workshop/problems';
import { bridgeGaps } from './bridge';
import { slackProblem } from './refusals';
import { refusalsOf } from './socket-refusals';
import type { Transport } from './transport';

/** How long a socket may take to say goodbye. */
const FAREWELL_MS = 2_000;
/** Between two rounds of tries while Slack is away; a round takes most of an hour. */
const BETWEEN_ROUNDS_MS = 30_000;

export interface SocketOptions {
  readonly appToken: string;
  readonly slackApiUrl: string;
  readonly logger: Logger;
  /** Called when Slack will not have Usher back: a revoked token, mostly. Never because Slack cannot be reached. */
  readonly onLost: (problem: ProblemError) => void;
}

/**
 * Socket Mode. Bolt's client reconnects by itself; where that fails for good it leaves an unhandled rejection behind or tries for
 * ever in silence, and is without a socket for seconds each time, and `stop` returns with the socket still open: all of it is
 * mended here.
 */
export function socketTransport({ appToken, slackApiUrl, logger, onLost }: SocketOptions): Transport {
  const refusals = refusalsOf(globalThis.fetch);
  // Retries are set by us, as the client would otherwise write its own 100 into the object.
  const clientOptions = (retries: number) => ({
    slackApiUrl,
    timeout: 15_000,
    retryConfig: { retries, factor: 1.3, maxTimeout: 30_000 },
    fetch: refusals.fetch,
  });
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    logLevel: LogLevel.WARN,
    installerOptions: { clientOptions: clientOptions(100) },
  });
  const { client } = receiver;
  const bridge = bridgeGaps(client, () => ({ appToken, logger, clientOptions: clientOptions(3) }));
  const connect = client.start.bind(client);
  let opened = false;
  let closing = false;
  // The client calls this again for every reconnect, and looks at no rejection then.
  client.start = async () => {
    for (;;) {
      try {
        return await Promise.race([connect(), refusals.next()]);
      } catch (error) {
        if (!opened) throw error;
        const away = isSlackAway(error);
        if (away) await sleep(BETWEEN_ROUNDS_MS, undefined, { ref: false });
        else if (!closing) onLost(slackProblem(error, 'SLACK_APP_TOKEN', slackApiUrl));
        if (closing || !away) return new Promise(() => undefined);
      }
    }
  };
  return {
    receiver,
    isOpen: () => client.websocket?.isActive() ?? false,
    async open() {
      try {
        await receiver.start();
      } catch (error) {
        throw slackProblem(error, 'SLACK_APP_TOKEN', slackApiUrl);
      }
      opened = true;
    },
    async close() {
      closing = true;
      bridge.close();
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, FAREWELL_MS)));
      await Promise.race([client.disconnect(), patience]);
      clearTimeout(timer);
    },
  };
}
