import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterEach, expect, it, jest } from '@jest/globals';
import { startLocalAws, type LocalAws } from '../../../local/aws';
import { startBot } from '../../../local/demo/bot-process';
import { startLocalSlack, type LocalSlack } from '../../../local/slack';
import { describeReal } from '../../infra/terraform/real';
import { see, startDeploy, wordsOf } from './acting';
import { killAll, processesWith, until } from './demo-process';
import { environmentOf, MANIFEST } from './environment';

// Two bots, and every stack applied by Terraform: minutes on a machine of two cores.
jest.setTimeout(540_000);

describeReal('a bot that is killed in the middle of a deploy', () => {
  let folder = '';
  let slack: LocalSlack | undefined;
  let aws: LocalAws | undefined;
  const mark = () => `TMPDIR=${folder}`;

  afterEach(async () => {
    await killAll(mark());
    await slack?.stop();
    await aws?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes on in the same message when it is started again, and nothing is made twice', async () => {
    folder = mkdtempSync(join(tmpdir(), 'resume-'));
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    aws = await startLocalAws({ dataDir: join(folder, 'aws'), speed: 300, port: 0 });
    const environment = { ...environmentOf(slack, aws, join(folder, 'data')), TMPDIR: folder };
    mkdirSync(join(folder, 'cwd'));
    const lines: string[] = [];
    const start = () => startBot(environment, join(folder, 'cwd'), (line) => lines.push(line));
    const ada = slack.person('ada');
    const terraforms = () => processesWith(mark()).filter(({ line }) => /^\S*(terraform|tofu)/.test(line));
    const launches = () => aws?.calls.get('ec2:RunInstances') ?? 0;

    const first = start();
    await until(() => ada.state().bot.connected);
    const { ts } = await startDeploy(ada, 'nov', 2);
    await until(() => launches() > 0);
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    expect(terraforms()).not.toEqual([]);
    await until(() => !ada.state().bot.connected);

    const second = start();
    // Whatever the end is: the expectations below then say what is wrong with it.
    await see(ada, /nov\* is up|nov\*: \d|Deploying failed/);
    const lasting = ada.state().messages.filter(({ ephemeral }) => !ephemeral);
    const said = lasting.map((message) => ({ ts: message.ts, words: wordsOf(message) }));
    const followed = said.filter(({ words }) => /(Deploying|Deployed)( failed:)? nov/.test(words));
    expect(followed).toEqual([{ ts, words: expect.stringContaining('2 of 2 ready') }]);
    expect(said.filter(({ words }) => words.includes('*nov* is up'))).toHaveLength(1);
    expect(lines.join('\n')).toContain('going on with a deploy');
    expect(await instances(aws)).toEqual(['1', '2']);
    expect(launches()).toBe(2);
    await second.stop();
    expect(terraforms()).toEqual([]);
  });
});

/** Seats of the instances that live, by their tags. */
async function instances(aws: LocalAws): Promise<string[]> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const ec2 = new EC2Client({ endpoint: aws.endpoint, region: 'eu-west-1', credentials });
  const { Reservations: reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({
      Filters: [
        { Name: 'tag:usher:workshop', Values: ['nov'] },
        { Name: 'instance-state-name', Values: ['pending', 'running'] },
      ],
    }),
  );
  ec2.destroy();
  return reservations
    .flatMap(({ Instances: each = [] }) => each.map(({ Tags: tags }) => tags))
    .map((tags) => Number(tags?.find(({ Key: key }) => key === 'usher:seat')?.Value).toString())
    .sort();
}
