import { randomBytes } from 'node:crypto';
import { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Log } from '../handlers';
import { report } from '../handlers/boundary';
import { tellPrivately } from '../handlers/private-answer';
import { problemMessage } from '../handlers/views/problem';
import type { Message } from '../handlers/views/blocks';
import { plain } from '../handlers/views/refusals';
import type { ProblemError } from '../workshop/problems';
import type { Config } from './config';
import { createClients } from './slack/clients';
import { acknowledgeAtTheDoor, keepMalformedOut } from './slack/door';
import { httpTransport } from './slack/http';
import { dropRepeats, refuseReplays, type FirstSight } from './slack/replays';
import { slackProblem } from './slack/refusals';
import { sdkLogger } from './slack/sdk-logger';
import { socketTransport } from './slack/socket';

/** Usher's side of Slack: a Bolt app to register listeners on, and the clients to answer with. */
export interface SlackApp {
  readonly app: App;
  readonly client: WebClient;
  readonly background: WebClient;
  /** Asks once, and fails at once. */
  readonly probe: WebClient;
  /** Asks Slack who Usher is, then listens. Throws ProblemError where Slack cannot be reached or refuses a token. */
  start(): Promise<void>;
  /** Resolves once nothing comes in any more. */
  stop(): Promise<void>;
  /** Whether what people do in Slack reaches this process now. */
  hears(): boolean;
  /** Port of the HTTP transport, once started. */
  port(): number | undefined;
}

export interface SlackAppDeps {
  readonly log: Log;
  /** Called when the connection is lost for good while running. */
  readonly onLost: (problem: ProblemError) => void;
  /** By which what comes twice is taken once. */
  readonly firstSight: FirstSight;
}

interface Identity {
  readonly botId?: string;
  readonly botUserId?: string;
  readonly teamId?: string;
}

/** Socket Mode or signed HTTP, as configured; nothing is opened before `start`. */
export function createApp(slack: Config['slack'], { log, onLost, firstSight }: SlackAppDeps): SlackApp {
  const { botToken, apiUrl, transport: way } = slack;
  const logger = sdkLogger(log);
  const { client, background, probe } = createClients(botToken, apiUrl, logger);
  const http = way.kind === 'http' ? httpTransport({ ...way, logger }) : undefined;
  const transport =
    http ??
    socketTransport({ appToken: way.kind === 'socket' ? way.appToken : '', slackApiUrl: apiUrl, logger, onLost });

  let identity: Identity = {};
  const app = new App({
    receiver: transport.receiver,
    // Known from the probe: no payload waits for a question to Slack, or says whose workspace this is.
    authorize: () => Promise.resolve({ botToken, ...identity }),
    clientOptions: { slackApiUrl: apiUrl },
    convoStore: false,
    extendedErrorHandler: true,
    logger,
  });
  if (!http) dropRepeats(app, firstSight, log);
  acknowledgeAtTheDoor(app);
  const tell = async (body: object, message: Message): Promise<void> => {
    const person = askedBy(body);
    if (person === undefined) return;
    await tellPrivately({ client }, person, person, message).catch((error: unknown) =>
      log.warn('somebody could not be told', { person, reason: String(error) }),
    );
  };
  keepMalformedOut(app, async (body, at) => {
    log.warn('a payload of a shape unknown here was refused', { at });
    await tell(body, NOT_UNDERSTOOD);
  });
  if (http) refuseReplays(app, firstSight);
  app.error(async ({ error, body }: { readonly error: Error; readonly body: object }) => {
    const reference = randomBytes(3).toString('hex');
    report(log, 'do that', error, reference);
    await tell(body, problemMessage('do that', error, reference));
  });

  return {
    app,
    client,
    background,
    probe,
    hears: () => transport.isOpen(),
    port: () => http?.port(),
    async start() {
      try {
        const { bot_id: botId, user_id: botUserId, team_id: teamId } = await probe.auth.test();
        identity = { ...(botId && { botId }), ...(botUserId && { botUserId }), ...(teamId && { teamId }) };
      } catch (error) {
        throw slackProblem(error, 'SLACK_BOT_TOKEN', apiUrl);
      }
      await transport.open();
    },
    stop: () => transport.close(),
  };
}

const NOT_UNDERSTOOD = plain(
  'Slack sent me that in a way I do not understand, so I did nothing. Please type the command again.',
);

/** Whoever waits for an answer: the person behind a command, click or form; nobody behind an event. */
function askedBy(body: { readonly user_id?: unknown; readonly user?: unknown }): string | undefined {
  const { user } = body;
  const id = body.user_id ?? (typeof user === 'object' && user !== null && 'id' in user ? user.id : undefined);
  return typeof id === 'string' && /^[UW][A-Z0-9]{1,40}$/.test(id) ? id : undefined;
}
