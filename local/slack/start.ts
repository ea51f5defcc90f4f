import type { ApiState } from './api/call';
import { RateLimits } from './api/rate-limits';
import { createActor } from './actor';
import { defaultCast } from './cast';
import { Sockets } from './delivery/sockets';
import { SignedHttp } from './delivery/signed-http';
import { startEvents } from './events';
import { Files } from './files';
import { SLACK_TIMING, type Hub, type Identity } from './hub';
import { secret } from './ids';
import type { Actor, Cast, LocalSlack, LocalSlackOptions } from './index';
import { readManifest, type Manifest } from './manifest';
import { PageSockets } from './page-socket';
import { people } from './page-state';
import { performer } from './people/perform';
import { checkBlocks } from './blocks/check';
import { completeBlocks } from './blocks/complete';
import { route } from './routes';
import { listen, type Routes } from './server';
import { Tickets } from './tickets';
import { Views } from './views';
import { Workspace, type Channel } from './workspace';

const USUAL_PORT = 4545;

/** Starts a Slack workspace on 127.0.0.1; resolves when it answers. Throws where the manifest is not one Slack would accept. */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const manifest = readManifest(options.manifest);
  // Nothing is awaited between listening and the routes below, so no request can come before them.
  const { server, port } = await listen(options.port ?? USUAL_PORT, () => routes);
  const url = `http://127.0.0.1:${port}/`;
  const cast = options.cast ?? defaultCast();
  const workspace = new Workspace(cast.workspace);
  const identity = populate(workspace, cast, manifest);
  const timing = { ...SLACK_TIMING, ...options.timing };
  const onChange = () => workspace.tell({ type: 'bot' });
  const { ackMs } = timing;
  const sockets =
    options.requestUrl === undefined ? new Sockets({ appId: identity.appId, ackMs, onChange }) : undefined;
  const hub: Hub = {
    url,
    workspace,
    manifest,
    identity,
    timing,
    tickets: new Tickets(url, timing),
    views: new Views(workspace),
    files: new Files(workspace.ids),
    delivery: sockets ?? new SignedHttp({ ...identity, requestUrl: options.requestUrl ?? '', ackMs, onChange }),
  };
  const events = startEvents(hub);
  const perform = performer(hub, events.send);
  const pages = new PageSockets(hub, perform);
  const api: ApiState = {
    calls: new Map(),
    limited: new Map(),
    failures: new Map(),
    revoked: new Map(),
    limits: options.rateLimits ? new RateLimits() : undefined,
    openConnection: () => sockets?.ticket(),
  };
  const routes: Routes = {
    request: (request) => route(hub, api, request),
    upgrade: (request, socket, head) => {
      if (request.url?.startsWith('/page')) pages.upgrade(request, socket, head);
      else if (sockets) sockets.upgrade(request, socket, head);
      else socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    },
  };
  const actors = new Map<string, Actor>();
  for (const user of workspace.users.values()) {
    if (!user.isBot) actors.set(user.name, createActor(hub, user, perform));
  }
  const channelId = (name: string): string => {
    const channel = workspace.channelByName(name);
    if (!channel) throw new Error(`there is no channel #${name}`);
    return channel.id;
  };

  return {
    url,
    apiUrl: `${url}api/`,
    botToken: identity.botToken,
    appToken: identity.appToken,
    signingSecret: identity.signingSecret,
    people: people(hub),
    calls: api.calls,
    limited: api.limited,
    channelId,
    person(name) {
      const actor = actors.get(name);
      if (!actor) throw new Error(`there is nobody called ${name}`);
      return actor;
    },
    announce(channel, text, blocks = []) {
      const problems = checkBlocks(blocks, 'message');
      if (problems.length > 0) throw new Error(problems.map((one) => `${one.pointer} ${one.message}`).join('; '));
      workspace.post({ channel: channelId(channel), user: identity.slackbot, text, blocks: completeBlocks(blocks) });
    },
    failNext: (method, count, failure = { retryAfter: 1 }) => void api.failures.set(method, { count, failure }),
    refreshSockets: () => sockets?.refresh(),
    cutSockets: () => sockets?.cut(),
    freezeSockets: () => sockets?.freeze(),
    revoke: (token, word = 'invalid_auth') => void api.revoked.set(token, word),
    accept: (token) => void api.revoked.delete(token),
    archive: (channel) => workspace.archive(workspace.channels.get(channelId(channel)) as Channel),
    remove(channel, name) {
      const user = name === 'bot' ? identity.botUser : workspace.userByName(name)?.id;
      const from = workspace.channels.get(channelId(channel));
      if (user !== undefined && from) workspace.leave(from, user);
    },
    deactivate(name) {
      const user = workspace.userByName(name);
      if (user) workspace.deactivate(user.id);
    },
    async stop() {
      events.stop();
      await Promise.all([pages.stop(), hub.delivery.stop()]);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function populate(workspace: Workspace, cast: Cast, manifest: Manifest): Identity {
  const bot = workspace.addUser({
    name: manifest.botName,
    realName: manifest.appName,
    email: '',
    isAdmin: false,
    isBot: true,
  });
  const slackbot = workspace.addUser({
    id: 'USLACKBOT',
    name: 'slackbot',
    realName: 'Slackbot',
    email: '',
    isAdmin: false,
    isBot: true,
  });
  for (const person of cast.people) {
    workspace.addUser({ isAdmin: false, ...person, isBot: false });
  }
  const ids = (names: readonly string[]) =>
    names.map((name) => {
      const user = name === 'bot' ? bot : workspace.userByName(name);
      if (!user) throw new Error(`the cast has nobody called ${name}`);
      return user.id;
    });
  for (const channel of cast.channels) {
    const kind = channel.private ? 'private' : 'channel';
    workspace.addChannel({ name: channel.name, kind, topic: channel.topic }, ids(channel.members));
  }
  for (const [handle, members] of Object.entries(cast.groups ?? {})) {
    workspace.groups.set(handle, { id: workspace.ids.id('S', handle), handle, users: ids(members) });
  }
  const appId = workspace.ids.id('A', manifest.botName);
  return {
    teamId: workspace.ids.id('T', cast.workspace),
    appId,
    botId: workspace.ids.id('B', manifest.botName),
    botUser: bot.id,
    slackbot: slackbot.id,
    botToken: `xoxb-local-${secret()}`,
    appToken: `xapp-1-${appId}-local-${secret()}`,
    signingSecret: secret(),
    verificationToken: secret(12),
  };
}
