import { connect } from 'node:net';
import type { WebClient } from '@slack/web-api';
import type { Checkup, CheckResult } from '../../workshop/ports/checkup';
import type { SlackTransport } from '../config';
import { SLACK_EVENTS_PATH } from './http';
import { slackProblem } from './refusals';
import { BOT_SCOPES } from './scopes';

const GROUP = 'Slack';
const APPS = 'https://api.slack.com/apps';

/** The token Slack knows Usher by, its scopes, and the way Slack reaches Usher. `client` has the bot token and fails at once. */
export function slackCheckups(client: WebClient, apiUrl: string, transport: SlackTransport | undefined): Checkup[] {
  return [
    { group: GROUP, title: 'Bot token', run: () => checkToken(client, apiUrl) },
    { group: GROUP, title: 'Scopes', run: () => checkScopes(client) },
    ...(transport === undefined ? [] : [wayIn(client, apiUrl, transport)]),
  ];
}

function wayIn(client: WebClient, apiUrl: string, transport: SlackTransport): Checkup {
  return transport.kind === 'socket'
    ? { group: GROUP, title: 'Socket Mode', run: () => checkSocket(client, apiUrl, transport.appToken) }
    : { group: GROUP, title: 'HTTP', run: () => checkPort(transport) };
}

async function checkToken(client: WebClient, apiUrl: string): Promise<CheckResult> {
  try {
    const { user, team } = await client.auth.test();
    return { state: 'well', says: `Usher is @${user} in ${team}.` };
  } catch (error) {
    return refused(error, 'SLACK_BOT_TOKEN', apiUrl);
  }
}

function refused(error: unknown, variable: string, apiUrl: string): CheckResult {
  if (typeof error === 'object' && error !== null && 'retryAfter' in error) {
    return { state: 'unknown', says: 'Slack asks to slow down.', mend: 'Ask again in a minute.' };
  }
  throw slackProblem(error, variable, apiUrl);
}

async function checkScopes(client: WebClient): Promise<CheckResult> {
  // Slack names the token's scopes in a header of every answer.
  const granted = await client.auth.test().then(
    ({ response_metadata }) => response_metadata?.scopes,
    () => undefined,
  );
  if (granted === undefined) {
    return { state: 'unknown', says: 'Slack did not say which scopes the bot token has; the line above may say why.' };
  }
  const missing = BOT_SCOPES.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return { state: 'well', says: `All ${BOT_SCOPES.length} that Usher needs.` };
  return {
    state: 'ill',
    says: `The bot token lacks ${missing.join(', ')}.`,
    mend: 'Paste the current manifest.yml into the app (App Manifest), then install it again (Install App): the token stays the same.',
    link: APPS,
  };
}

/** Asks for the address of a socket, which takes the same token and scope, and opens none. */
async function checkSocket(client: WebClient, apiUrl: string, appToken: string): Promise<CheckResult> {
  try {
    await client.apps.connections.open({ token: appToken });
    return { state: 'well', says: 'Slack accepts the app token.' };
  } catch (error) {
    return refused(error, 'SLACK_APP_TOKEN', apiUrl);
  }
}

/** Whether somebody listens where Slack is to post; what lies between Slack and this machine cannot be seen from here. */
async function checkPort({ host, port }: { readonly host: string; readonly port: number }): Promise<CheckResult> {
  const mend = `Slack must reach https://<your host>${SLACK_EVENTS_PATH}: see that the request URLs of the app end there.`;
  return (await listens(host, port))
    ? { state: 'well', says: `Something listens on port ${port}, as Usher does.` }
    : { state: 'unknown', says: `Nothing listens on port ${port}: Usher does not run here.`, mend };
}

const listens = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: host === '0.0.0.0' || host === '::' ? 'localhost' : host, port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(3_000, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
