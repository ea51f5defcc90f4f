import { join } from 'node:path';
import type { LocalAws } from '../../../local/aws';
import type { LocalSlack } from '../../../local/slack';

/** Of the app. */
export const MANIFEST = join(__dirname, '..', '..', '..', 'manifest.yml');

/** What a bot needs to know to stand between these two and keep its data in `dataDir`. */
export const environmentOf = (slack: LocalSlack, aws: LocalAws, dataDir: string): Record<string, string> => ({
  ...aws.environment,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
  USHER_DATA_DIR: dataDir,
  USHER_POLL_MS: '500',
});
