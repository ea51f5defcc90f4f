import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { variablesFor } from '../../../infra/stacks/variables';
import { startLocalAws, type CallCount, type LocalAws } from '../../../local/aws';
import { startBot, type BotProcess } from '../../../local/demo/bot-process';
import { startLocalSlack, type LocalSlack } from '../../../local/slack';
import { createCredentials } from '../../../workshop/credentials';
import type { Workshop } from '../../../workshop/workshop';
import { describeReal } from '../../infra/terraform/real';
import { notAllowed } from '../../support/iam';
import { createLeakFinder } from '../../support/leaks';
import { click, say, see, startDeploy, wordsOf } from './acting';
import { killAll, processesWith, until } from './demo-process';
import { environmentOf, MANIFEST } from './environment';
import { livingInstances } from './instances';

// Two bots, and every stack applied by Terraform: minutes on a machine of two cores.
jest.setTimeout(540_000);

/** One workshop, deployed and looked after; each step starts where the one before ended. */
describeReal('a bot that is killed in the middle of a deploy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'resume-'));
  const data = join(folder, 'data');
  const mark = `TMPDIR=${folder}`;
  const lines: string[] = [];
  let slack: LocalSlack;
  let aws: LocalAws;
  let bot: BotProcess | undefined;

  beforeAll(async () => {
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    aws = await startLocalAws({ dataDir: join(folder, 'aws'), speed: 300, port: 0 });
    mkdirSync(join(folder, 'cwd'));
  });
  afterAll(async () => {
    await killAll(mark);
    await slack?.stop();
    await aws?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (): BotProcess => {
    const environment = { ...environmentOf(slack, aws, data), TMPDIR: folder };
    return startBot(environment, join(folder, 'cwd'), (line) => lines.push(line));
  };
  const terraforms = () => processesWith(mark).filter(({ line }) => /^\S*(terraform|tofu)/.test(line));

  it('goes on in the same message when it is started again, and nothing is made twice', async () => {
    const ada = slack.person('ada');
    const launches = () => aws.calls.get('ec2:RunInstances') ?? 0;
    const first = start();
    await until(() => ada.state().bot.connected);
    const { ts } = await startDeploy(ada, 'nov', 2);
    await until(() => launches() > 0);
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    const orphans = terraforms();
    expect(orphans).not.toEqual([]);
    lines.push(...orphans.map(({ line }) => line));
    await until(() => !ada.state().bot.connected);

    bot = start();
    // Whatever the end is: the expectations below then say what is wrong with it.
    await see(ada, /nov\* is up|nov\*: \d|Deploying failed/);
    const lasting = ada.state().messages.filter(({ ephemeral }) => !ephemeral);
    const said = lasting.map((message) => ({ ts: message.ts, words: wordsOf(message) }));
    const followed = said.filter(({ words }) => /(Deploying|Deployed)( failed:)? nov/.test(words));
    expect(followed).toEqual([{ ts, words: expect.stringContaining('2 of 2 ready') }]);
    expect(said.filter(({ words }) => words.includes('*nov* is up'))).toHaveLength(1);
    expect(lines.join('\n')).toContain('going on with a deploy');
    expect(await livingInstances(aws, 'nov')).toEqual([1, 2]);
    expect(launches()).toBe(2);
  });

  /** Milliseconds of the steps that build nothing. */
  const SHORT = 240_000;

  it(
    'looks after the seats with what infra/policies/runtime.json allows',
    async () => {
      const [ada, grace] = [slack.person('ada'), slack.person('grace')];
      const before = new Map(callsOf(aws, 'sdk-js'));
      await say(ada, 'crew', '/workshop open');
      await see(grace, /Get my seat/);
      await click(grace, /^Get my seat/);
      await see(grace, /Seat 1 of nov, ready/);
      await say(ada, 'crew', '/workshop health');
      await see(ada, /2 of 2 fine/);
      await say(ada, 'crew', '/workshop restart 1 jupyter');
      await click(ada, /^Restart/);
      await see(ada, /Restarted Jupyter of seat 1/);
      const made = callsOf(aws, 'sdk-js').filter(([call, count]) => count > (before.get(call) ?? 0));
      expect(made.map(([call]) => call)).toContain('ecs:StopTask');
      expect(
        notAllowed(
          ['runtime'],
          made.map(([call]) => call),
        ),
      ).toEqual([]);
    },
    SHORT,
  );

  it('has made no call that its policies do not allow', async () => {
    const byTerraform = callsOf(aws, 'terraform').map(([call]) => call);
    expect(byTerraform.length).toBeGreaterThan(60);
    expect(notAllowed(['provisioning'], byTerraform)).toEqual([]);
    const byBot = callsOf(aws, 'sdk-js').map(([call]) => call);
    expect(notAllowed(['runtime', 'provisioning'], byBot)).toEqual([]);
    await bot?.stop();
    expect(terraforms()).toEqual([]);
  });

  it('has written no credential into state, plan, synthesised files, logs, messages or database', () => {
    const dumped = execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'dump-data.ts'), data], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const { workshops } = JSON.parse(dumped) as { workshops: Workshop[] };
    const master = readFileSync(join(data, 'secret'), 'utf8').trim();
    const secrets = secretsOf(workshops[0]!, master);
    const finder = createLeakFinder(secrets);

    // Grace has her password, and so does nobody else.
    const card = slack.person('grace').state().messages.map(wordsOf).join('\n');
    expect(finder.in(card)).toEqual([secrets[0]]);
    expect(finder.in(slack.person('ada').state().messages.map(wordsOf).join('\n'))).toEqual([]);
    expect(finder.in(lines.join('\n'))).toEqual([]);
    expect(finder.in(dumped)).toEqual([]);
    // The master secret has a file of its own, and the provider's binary is nobody's to search.
    const searched = (path: string): boolean => path !== 'secret' && !/(^|\/)(\.terraform|mirror)\//.test(path);
    const files = finder.below(data, searched);
    expect(files.leaks).toEqual([]);
    for (const kind of ['.tfstate', 'cdk.tf.json', 'apply.jsonl', 'plan.jsonl', 'PG_VERSION']) {
      expect(files.searched.filter((path) => path.endsWith(kind))).not.toEqual([]);
    }
  });
});

/** Calls so far of one kind of caller, by name. */
const callsOf = (aws: LocalAws, who: CallCount['by']): [string, number][] =>
  aws.callers().flatMap(({ call, by, count }) => (by === who ? [[call, count]] : []));

/** Everything that is derived for a workshop of one batch, its first seat's password first, and what it is derived from. */
function secretsOf(workshop: Workshop, master: string): string[] {
  const credentials = createCredentials(master);
  const words = ['network', 'database', 'batch-001'].flatMap((stack) =>
    Object.values(variablesFor(workshop, stack, credentials)).flatMap((value) =>
      value.startsWith('{') ? Object.values(JSON.parse(value) as Record<string, string>) : [value],
    ),
  );
  const passwords = [1, 2].map((no) => credentials.seatPassword(workshop, no));
  return [...new Set([...passwords, master, ...words])];
}
