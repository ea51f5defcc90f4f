import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startLocalAws, type LocalAws } from '../../../local/aws';
import { startBot, type BotProcess } from '../../../local/demo/bot-process';
import { defaultCast, startLocalSlack, type LocalSlack } from '../../../local/slack';
import { describeReal } from '../../infra/terraform/real';
import { see, startDeploy } from './acting';
import { until } from './demo-process';
import { environmentOf, MANIFEST } from './environment';

jest.setTimeout(120_000);

/** `npm start` where something is missing or wrong: a process of its own, judged by its lines and its exit code. */
describe('starting Usher', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  const bots: BotProcess[] = [];
  let slack: LocalSlack;
  let aws: LocalAws;
  let elsewhere: Server;
  let count = 0;

  beforeAll(async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, cast: defaultCast(), port: 0 });
    aws = await startLocalAws({ dataDir: join(folder, 'aws'), speed: 300, port: 0, moto: 'none' });
    elsewhere = createHttpServer((_, response) => response.writeHead(404).end());
    await listening(elsewhere);
  });
  afterEach(async () => {
    aws.fault({ kind: 'clear' });
    await Promise.all(bots.splice(0).map((bot) => bot.stop()));
  });
  afterAll(async () => {
    await slack.stop();
    await aws.stop();
    elsewhere.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const good = () => environmentOf(slack, aws, join(folder, `data-${++count}`));
  const start = (environment: Record<string, string>) => {
    const lines: string[] = [];
    mkdirSync(join(folder, 'cwd'), { recursive: true });
    const bot = startBot(environment, join(folder, 'cwd'), (line) => lines.push(line));
    bots.push(bot);
    return { bot, lines };
  };
  /** What a start that fails says in the end, below its log. */
  const failure = async (environment: Record<string, string>): Promise<string[]> => {
    const { bot, lines } = start(environment);
    expect(await bot.ended).toBe(1);
    return lines.filter((line) => !/^\d\d:\d\d:\d\d \w+ +/.test(line));
  };
  const connected = async (environment: Record<string, string>): Promise<BotProcess> => {
    const { bot, lines } = start(environment);
    await until(() => lines.some((line) => line.includes('connected to Slack')));
    return bot;
  };

  it('without any configuration names everything that is missing, each in a line', async () => {
    expect(await failure({})).toEqual([
      'The configuration has 3 problems:',
      expect.stringContaining('SLACK_BOT_TOKEN is missing'),
      expect.stringContaining('SLACK_APP_TOKEN is missing'),
      expect.stringContaining('AWS_REGION is missing'),
      expect.stringContaining('.env.example'),
    ]);
  });

  it('names the token that Slack refuses', async () => {
    expect(await failure({ ...good(), SLACK_BOT_TOKEN: 'xoxb-of-another-workspace' })).toEqual([
      expect.stringMatching(/^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\. Copy the token again/),
    ]);
    expect(await failure({ ...good(), SLACK_APP_TOKEN: 'xapp-of-another-app' })).toEqual([
      expect.stringMatching(/^Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. Copy the token again/),
    ]);
  });

  it('says where it looked for a Slack that cannot be reached', async () => {
    const gone = createServer();
    const port = await listening(gone);
    await new Promise((resolve) => gone.close(resolve));
    const url = `http://127.0.0.1:${port}/api/`;
    expect(await failure({ ...good(), SLACK_API_URL: url })).toEqual([
      expect.stringContaining(`Slack cannot be reached at ${url} (connect ECONNREFUSED 127.0.0.1:${port}).`),
    ]);
  });

  it('names the process that holds its data folder, and leaves that one alone', async () => {
    const environment = good();
    const first = await connected(environment);
    expect(await failure(environment)).toEqual([
      expect.stringMatching(
        new RegExp(`^Another Usher \\(pid ${first.pid}\\) has this data folder open since .* Stop it`),
      ),
    ]);
    expect(slack.person('ada').state().bot.connected).toBe(true);
  });

  it('does without Terraform until somebody deploys, and then says what to install', async () => {
    const endpoint = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    await connected({ ...good(), AWS_ENDPOINT_URL: endpoint, PATH: '' });
    const ada = slack.person('ada');
    await startDeploy(ada, 'bare', 2);
    await see(ada, /Deploying failed: bare.*Terraform.*1\.11/);
  });

  describeReal('with expired AWS credentials', () => {
    it('does without AWS until somebody deploys, and then waits for others, and says why', async () => {
      for (const service of ['ec2', 'sts', 'ssm']) {
        aws.fault({
          kind: 'refuse',
          operation: `${service}:*`,
          code: 'ExpiredToken',
          message: 'The security token included in the request is expired',
        });
      }
      await connected(good());
      const ada = slack.person('ada');
      await startDeploy(ada, 'late', 2);
      await see(ada, /Deploying late is paused: .*expired/);
    });
  });
});

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}
