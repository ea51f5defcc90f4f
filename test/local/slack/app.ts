import { join } from 'node:path';
import { App, LogLevel, type AppOptions } from '@slack/bolt';
import { startLocalSlack, type Cast, type LocalSlack, type LocalSlackOptions } from '../../../local/slack';

export const MANIFEST = join(__dirname, 'manifest.yml');

/** A small cast: ada, mary and grace in #crew, bob outside of it, a private channel without the bot. */
export const CAST: Cast = {
  workspace: 'PyData',
  people: [
    { name: 'ada', realName: 'Ada Lovelace', email: 'ada@pydata.example', isAdmin: true },
    { name: 'mary', realName: 'Mary Somerville', email: 'mary@pydata.example' },
    { name: 'grace', realName: 'Grace Hopper', email: 'grace@pydata.example' },
    { name: 'bob', realName: 'Bob Outside', email: 'bob@pydata.example' },
  ],
  channels: [
    { name: 'crew', topic: 'Crew', members: ['ada', 'mary', 'grace', 'bot'] },
    { name: 'general', topic: 'All', members: ['ada', 'bob'] },
    { name: 'board', topic: 'Private', private: true, members: ['ada'] },
    { name: 'team', topic: 'Private with the bot', private: true, members: ['ada', 'bot'] },
  ],
  groups: { organisers: ['ada'] },
};

/** A local Slack and an unmodified Bolt app connected to it in Socket Mode. */
export async function startApp(
  register: (app: App) => void,
  options: Partial<LocalSlackOptions> = {},
  appOptions: AppOptions = {},
): Promise<{ slack: LocalSlack; app: App; stop: () => Promise<void> }> {
  const slack = await startLocalSlack({ manifest: MANIFEST, port: 0, cast: CAST, ...options });
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    ...appOptions,
  });
  register(app);
  await app.start();
  return {
    slack,
    app,
    stop: async () => {
      await app.stop();
      await slack.stop();
    },
  };
}
