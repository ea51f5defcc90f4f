import { LogLevel, SocketModeReceiver, type Logger } from '@slack/bolt';
import { slackProblem } from './refusals';
import type { ProblemError } from '../../workshop/problems';
import type { Transport } from './transport';

/** How long a socket may take to say goodbye. */
const FAREWELL_MS = 2_000;

export interface SocketOptions {
  readonly appToken: string;
  readonly slackApiUrl: string;
  readonly logger: Logger;
  /** Called when Slack will not have Usher back: a revoked token, mostly. */
  readonly onLost: (problem: ProblemError) => void;
}

/**
 * Socket Mode. Bolt's client reconnects by itself; where that fails for good it leaves an unhandled rejection behind, and
 * `stop` returns with the socket still open: both are mended here.
 */
export function socketTransport({ appToken, slackApiUrl, logger, onLost }: SocketOptions): Transport {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    logLevel: LogLevel.WARN,
    installerOptions: {
      // Set by us, as the client would otherwise write its own 100 retries into the object.
      clientOptions: {
        slackApiUrl,
        timeout: 15_000,
        retryConfig: { retries: 100, factor: 1.3, maxTimeout: 30_000 },
      },
    },
  });
  const { client } = receiver;
  const connect = client.start.bind(client);
  let opened = false;
  let closing = false;
  // The client calls this again for every reconnect, and looks at no rejection then.
  client.start = async () => {
    try {
      return await connect();
    } catch (error) {
      if (!opened) throw error;
      if (!closing) onLost(slackProblem(error, 'SLACK_APP_TOKEN', slackApiUrl));
      return new Promise(() => undefined);
    }
  };
  return {
    receiver,
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
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, FAREWELL_MS)));
      await Promise.race([client.disconnect(), patience]);
      clearTimeout(timer);
    },
  };
}
