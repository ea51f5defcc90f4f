import { afterEach, describe, expect, it } from '@jest/globals';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { startLocalSlack, type LocalSlack } from '../../../local/slack';
import { CAST, MANIFEST } from './app';
import { clientOf, errorOf } from './client';

describe('Socket Mode connections', () => {
  let slack: LocalSlack | undefined;
  const apps: App[] = [];
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.stop();
    await slack?.stop();
  });

  async function connect(workspace: LocalSlack, register: (app: App) => void): Promise<App> {
    const app = new App({
      token: workspace.botToken,
      receiver: new SocketModeReceiver({
        appToken: workspace.appToken,
        logLevel: LogLevel.ERROR,
        // The client waits this long before it comes back; 5 s by default.
        clientPingTimeout: 100,
        installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl } },
      }),
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: workspace.apiUrl },
    });
    apps.push(app);
    register(app);
    await app.start();
    return app;
  }

  it('share the payloads: each goes to one of them', async () => {
    const workspace = await startLocalSlack({ manifest: MANIFEST, port: 0, cast: CAST });
    slack = workspace;
    const heard: string[] = [];
    for (const name of ['one', 'two']) {
      await connect(workspace, (app) =>
        app.command('/workshop', async ({ ack }) => {
          heard.push(name);
          await ack();
        }),
      );
    }
    const ada = workspace.person('ada');
    for (let count = 0; count < 4; count += 1) {
      await ada.act({ type: 'say', channel: workspace.channelId('crew'), text: '/workshop' });
    }
    expect(heard).toHaveLength(4);
    expect(new Set(heard)).toEqual(new Set(['one', 'two']));
  });

  it('come back after a refresh, and events of the gap arrive late', async () => {
    const workspace = await startLocalSlack({
      manifest: MANIFEST,
      port: 0,
      cast: CAST,
      timing: { eventRetriesMs: [0, 10, 1_000] },
    });
    slack = workspace;
    await connect(workspace, (app) => app.message(async ({ say }) => void (await say('here'))));
    const grace = workspace.person('grace');
    const { bot } = grace.state();
    const opened = () => workspace.calls.get('apps.connections.open') ?? 0;
    const before = opened();
    workspace.refreshSockets();
    expect(grace.state().bot.connected).toBe(false);
    await grace.act({ type: 'open-dm', user: bot.id });
    const channel = grace.state().conversations.find((one) => one.name === bot.id)?.id ?? '';
    await grace.act({ type: 'say', channel, text: 'still there?' });
    expect(grace.state().bot.connected).toBe(false);
    await grace.waitFor(({ text }) => text === 'here', 'an answer');
    expect(opened()).toBe(before + 1);
  });

  it('are opened by a ticket that is good once, with the app’s own token only', async () => {
    const workspace = await startLocalSlack({ manifest: MANIFEST, port: 0, cast: CAST });
    slack = workspace;
    const { url = '' } = await clientOf(workspace, workspace.appToken).apps.connections.open({});
    expect(await outcome(url)).toBe('open');
    expect(await outcome(url)).toBe('refused');
    expect(await errorOf(clientOf(workspace, workspace.botToken).apps.connections.open({}))).toBe(
      'not_allowed_token_type',
    );
    workspace.revoke(workspace.appToken);
    expect(await errorOf(clientOf(workspace, workspace.appToken).apps.connections.open({}))).toBe('invalid_auth');
  });
});

async function outcome(url: string): Promise<'open' | 'refused'> {
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(url);
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('error', () => resolve('refused'));
  });
}
