import { afterEach, describe, expect, it } from '@jest/globals';
import { createApp, type SlackApp } from '../../bot/app';
import { startLocalSlack, type LocalSlack } from '../../local/slack';
import type { ProblemError } from '../../workshop/problems';
import { freePort, MANIFEST, recorder } from '../support/bolt';

describe('the way to Slack', () => {
  let slack: LocalSlack | undefined;
  let bot: SlackApp | undefined;
  const logged: string[] = [];
  const lost: ProblemError[] = [];
  const open = (tokens: { botToken?: string; appToken?: string; apiUrl?: string } = {}): SlackApp => {
    bot = createApp(
      {
        botToken: tokens.botToken ?? slack?.botToken ?? 'xoxb-none',
        apiUrl: tokens.apiUrl ?? slack?.apiUrl ?? '',
        transport: { kind: 'socket', appToken: tokens.appToken ?? slack?.appToken ?? 'xapp-none' },
      },
      { log: recorder(logged), onLost: (problem) => lost.push(problem), firstSight: () => Promise.resolve(true) },
    );
    return bot;
  };
  const until = async (what: () => boolean) => {
    for (let tries = 0; !what(); tries += 1) {
      if (tries > 900) throw new Error('it did not happen');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  afterEach(async () => {
    await bot?.stop();
    await slack?.stop();
    [bot, slack] = [undefined, undefined];
    logged.length = lost.length = 0;
  });

  it('is closed by `stop`', async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    await open().start();
    const ada = slack.person('ada');
    await until(() => ada.state().bot.connected);
    await bot?.stop();
    await until(() => !ada.state().bot.connected);
  });

  it('says at once that Slack cannot be reached, and where', async () => {
    const apiUrl = `http://127.0.0.1:${await freePort()}/api/`;
    await expect(open({ apiUrl }).start()).rejects.toMatchObject({
      problem: { kind: 'network', summary: expect.stringContaining(`cannot be reached at ${apiUrl} (`) },
    });
  });

  it('names the token that Slack refuses', async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    await expect(open({ botToken: 'xoxb-wrong' }).start()).rejects.toMatchObject({
      problem: { kind: 'credentials', summary: 'Slack refuses SLACK_BOT_TOKEN (invalid_auth).' },
    });
    await expect(open({ appToken: 'xapp-wrong' }).start()).rejects.toMatchObject({
      problem: { kind: 'credentials', summary: 'Slack refuses SLACK_APP_TOKEN (invalid_auth).' },
    });
  });

  it('survives a revoked app token at a reconnect with one clear word', async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    await open().start();
    const ada = slack.person('ada');
    await until(() => ada.state().bot.connected);
    slack.revoke(slack.appToken);
    slack.refreshSockets();
    await until(() => lost.length > 0);
    expect(lost[0]?.message).toMatch(/^Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. Copy the token again/);
  });

  it('says at once that a token lacks its scope or was revoked, where the client would ask for ever', async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    slack.revoke(slack.appToken, 'missing_scope');
    await expect(open().start()).rejects.toMatchObject({
      problem: { kind: 'permission', summary: 'Slack says SLACK_APP_TOKEN lacks a scope.' },
    });
    await bot?.stop();
    slack.revoke(slack.appToken, 'token_revoked');
    await expect(open().start()).rejects.toMatchObject({
      problem: { kind: 'credentials', summary: 'Slack refuses SLACK_APP_TOKEN (token_revoked).' },
    });
  });

  it('is lost when the app token is revoked, by whatever word', async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    await open().start();
    slack.revoke(slack.appToken, 'token_revoked');
    slack.cutSockets();
    await until(() => lost.length > 0);
    expect(lost[0]?.message).toMatch(/^Slack refuses SLACK_APP_TOKEN \(token_revoked\)\. Copy the token again/);
  });

  it('logs no token, whatever happens', async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    const { botToken, appToken } = slack;
    await open().start();
    slack.failNext('chat.postMessage', 1, { error: 'internal_error' });
    await bot?.client.chat.postMessage({ channel: 'C1', text: 'x' }).catch(() => undefined);
    slack.refreshSockets();
    await bot?.stop();
    expect(logged.join('\n')).not.toContain(botToken);
    expect(logged.join('\n')).not.toContain(appToken);
  });
});
