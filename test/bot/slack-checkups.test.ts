import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { slackCheckups } from '../../bot/slack/checkups';
import { startLocalSlack, type LocalSlack } from '../../local/slack';
import { examine } from '../../workshop/use-cases/doctor';
import { clientOf } from '../local/slack/client';
import { freePort, MANIFEST } from '../support/bolt';

const look = async (...args: Parameters<typeof slackCheckups>) => {
  const results = await examine(slackCheckups(...args), { log: (line) => expect(line).toBe('') });
  return new Map(results.map((each) => [each.title, each]));
};

describe('what the doctor says of Slack’s tokens', () => {
  let slack: LocalSlack;
  beforeAll(async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
  });
  afterAll(() => slack.stop());
  const socket = (appToken = slack.appToken) => ({ kind: 'socket', appToken }) as const;

  it('is content with the right ones, and opens no second socket', async () => {
    const seen = await look(clientOf(slack), slack.apiUrl, socket());
    expect([...seen.values()].map(({ title, state }) => `${title}: ${state}`)).toEqual([
      'Bot token: well',
      'Scopes: well',
      'Socket Mode: well',
    ]);
    expect(seen.get('Bot token')).toMatchObject({ says: 'Usher is @usher in PyData.' });
    expect(slack.person('ada').state().bot.connected).toBe(false);
  });

  it('tells a wrong bot token from a wrong app token, and shows neither', async () => {
    const seen = await look(clientOf(slack, 'xoxb-wrong'), slack.apiUrl, socket('xapp-wrong'));
    expect(seen.get('Bot token')).toMatchObject({
      state: 'ill',
      says: 'Slack refuses SLACK_BOT_TOKEN (invalid_auth).',
      mend: expect.stringContaining('Copy the token again'),
    });
    expect(seen.get('Scopes')).toMatchObject({ state: 'unknown' });
    expect(seen.get('Socket Mode')).toMatchObject({ says: 'Slack refuses SLACK_APP_TOKEN (invalid_auth).' });
    expect(JSON.stringify([...seen.values()])).not.toMatch(/-wrong/);
  });

  it('cannot tell while Slack asks to slow down', async () => {
    slack.failNext('apps.connections.open', 1, { retryAfter: 30 });
    expect((await look(clientOf(slack), slack.apiUrl, socket())).get('Socket Mode')).toMatchObject({
      state: 'unknown',
    });
  });

  it('says so where Slack cannot be reached', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/api/`;
    const seen = await look(clientOf({ ...slack, apiUrl: nobody }), nobody, socket());
    expect(seen.get('Bot token')).toMatchObject({ state: 'ill', says: expect.stringContaining('cannot be reached') });
  });

  it('knows whether somebody listens where Slack is to post', async () => {
    const port = await freePort();
    const http = { kind: 'http', signingSecret: 'unused', port, host: '127.0.0.1' } as const;
    expect((await look(clientOf(slack), slack.apiUrl, http)).get('HTTP')).toMatchObject({
      state: 'unknown',
      mend: expect.stringContaining('/slack/events'),
    });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    expect((await look(clientOf(slack), slack.apiUrl, http)).get('HTTP')).toMatchObject({ state: 'well' });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('an app that was installed with an older manifest', () => {
  it('is told which scopes it lacks, and where to mend that', async () => {
    const manifest = join(mkdtempSync(join(tmpdir(), 'usher-manifest-')), 'manifest.yml');
    writeFileSync(manifest, readFileSync(MANIFEST, 'utf8').replace(/^ +- (pins:write|usergroups:read)\n/gm, ''));
    const slack = await startLocalSlack({ manifest, port: 0 });
    const seen = await look(clientOf(slack), slack.apiUrl, { kind: 'socket', appToken: slack.appToken });
    await slack.stop();
    expect(seen.get('Scopes')).toMatchObject({
      state: 'ill',
      says: 'The bot token lacks pins:write, usergroups:read.',
      link: 'https://api.slack.com/apps',
    });
  });
});
