import { existsSync, mkdtempSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startLocalAws, type LocalAws } from '../aws';
import { defaultCast, startLocalSlack, type LocalSlack } from '../slack';
import { startBot, type BotProcess } from './bot-process';

const ROOT = join(__dirname, '..', '..');
const CONNECT_MS = 180_000;
/** Nothing of a demo is taken up again: Terraform need not finish what it waits for. */
const TERRAFORM_STOP_MS = 10_000;

/** Local Slack, local AWS and a bot between them. */
export interface Stand {
  readonly slack: LocalSlack;
  readonly aws: LocalAws;
  readonly bot: BotProcess;
  /** Ends everything in order and removes what it wrote. */
  stop(): Promise<void>;
}

export interface StandOptions {
  readonly speed: number;
  readonly port: number | undefined;
  readonly people: number;
  readonly bare: boolean;
  /** Slack's rate limits; off unless asked for. */
  readonly rateLimits?: boolean;
  /** More variables for the bot. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
  readonly botLine: (line: string) => void;
}

/** Starts the three; resolves when the bot is connected. Whatever was started is stopped where a later part fails. */
export async function startStand(options: StandOptions): Promise<Stand> {
  const { say } = options;
  const tools = join(ROOT, '.usher', 'tools');
  await mkdir(tools, { recursive: true, mode: 0o700 });
  const data = mkdtempSync(join(tmpdir(), 'usher-demo-'));
  const undo: (() => Promise<void>)[] = [() => rm(data, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (let last = undo.pop(); last; last = undo.pop()) await last();
  };
  try {
    say('Starting a Slack workspace ...');
    const slack = await startLocalSlack({
      manifest: join(ROOT, 'manifest.yml'),
      cast: defaultCast(options.people),
      rateLimits: options.rateLimits ?? false,
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    undo.push(() => slack.stop());
    say('Starting an AWS region ...');
    const bare = options.bare || !isOnPath('terraform', 'tofu');
    const aws = await startLocalAws({ dataDir: tools, speed: options.speed, moto: bare ? 'none' : 'auto' });
    undo.push(() => aws.stop());
    say('Starting Usher ...');
    const bot = startBot(
      { ...environmentOf(slack, aws, data, options), ...options.environment },
      data,
      options.botLine,
    );
    undo.push(() => bot.stop());
    await connected(slack, bot);
    return { slack, aws, bot, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environmentOf(
  slack: LocalSlack,
  aws: LocalAws,
  data: string,
  options: Pick<StandOptions, 'speed'>,
): Record<string, string> {
  return {
    ...aws.environment,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    USHER_DATA_DIR: join(data, 'usher'),
    USHER_STOP_MS: String(TERRAFORM_STOP_MS),
    // Terraform would find nothing to talk to: without PATH the bot does not find it, and fills the local AWS directly.
    ...(aws.controlPlane ? {} : { PATH: '' }),
    // AWS is asked every ten seconds; a faster AWS as much more often, but not more than twice a second.
    USHER_POLL_MS: String(Math.max(500, Math.round(10_000 / options.speed))),
    USHER_SWEEP_SECONDS: String(Math.max(2, Math.round(60 / options.speed))),
  };
}

const isOnPath = (...names: readonly string[]): boolean =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) =>
      names.some((name) => existsSync(join(folder, process.platform === 'win32' ? `${name}.exe` : name))),
    );

async function connected(slack: LocalSlack, bot: BotProcess): Promise<void> {
  let code: number | undefined;
  void bot.ended.then((ended) => (code = ended));
  const anybody = slack.person('ada');
  for (let waited = 0; !anybody.state().bot.connected; waited += 50) {
    if (code !== undefined)
      throw new Error(`Usher ended with code ${code} before it was connected; its lines above say why.`);
    if (waited > CONNECT_MS) throw new Error('Usher did not connect to the local Slack within three minutes.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
