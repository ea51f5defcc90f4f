import type { Server } from 'node:http';
import { HTTPReceiver, LogLevel, type Logger } from '@slack/bolt';
import { ProblemError } from '../../workshop/problems';
import { answerReplays, requestProperties } from './replays';
import type { Transport } from './transport';

/** Where Slack posts commands, interactions and events. */
export const SLACK_EVENTS_PATH = '/slack/events';

export interface HttpOptions {
  readonly signingSecret: string;
  readonly port: number;
  /** The address to listen on; Bolt alone would take every one. */
  readonly host: string;
  readonly logger: Logger;
}

/** Signed HTTP; the port is a free one where 0 is given, and known by `port` once open. */
export function httpTransport({ signingSecret, port, host, logger }: HttpOptions): Transport & { port(): number } {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: SLACK_EVENTS_PATH,
    logger,
    logLevel: LogLevel.WARN,
    customPropertiesExtractor: requestProperties,
    processEventErrorHandler: answerReplays,
  });
  let server: Server | undefined;
  return {
    receiver,
    isOpen: () => server !== undefined,
    port() {
      const address = server?.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    },
    async open() {
      try {
        server = (await receiver.start({ port, host } as unknown as number)) as Server;
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
        throw new ProblemError({
          kind: 'network',
          summary: `Port ${port} on ${host} cannot be listened on (${code}).`,
          next: 'Choose another PORT, or stop what uses it.',
        });
      }
    },
    async close() {
      if (!server) return;
      const stopped = receiver.stop();
      server.closeIdleConnections();
      await stopped;
      server = undefined;
    },
  };
}
