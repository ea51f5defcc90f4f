import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { startLocalAws, type LocalAws } from '../../../local/aws';
import { startBot, type BotProcess } from '../../../local/demo/bot-process';
import { startLocalSlack, type LocalSlack } from '../../../local/slack';
import { describeReal } from '../../infra/terraform/real';
import { findPostgres, POSTGRES_MISSING, startPostgres, type PostgresServer } from '../../support/postgres';
import { click, say, see, wordsOf } from './acting';
import { killAll, until } from './demo-process';
import { environmentOf, MANIFEST } from './environment';
import { livingInstances } from './instances';

// Four processes, each with Terraform, on a machine of two cores.
jest.setTimeout(900_000);

/** Small batches, so that a few seats are work for several. */
const FILE = 'name: nov\nseats: 4\nbatch: 1\napps: [jupyter]\n';
const SECRET = 'words that all machines of a test share';

const bin = findPostgres();
const describeWithServer: typeof describeReal =
  bin === undefined && !process.env['CI']
    ? (name, body) => describe.skip(`${name} (skipped: install ${POSTGRES_MISSING})`, body)
    : describeReal;

/** A bot and three workers, each with a folder of its own as on machines of their own; nothing is shared but PostgreSQL and S3. */
describeWithServer('one workshop on several machines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'workers-'));
  const mark = `TMPDIR=${folder}`;
  const lines: string[] = [];
  let server: PostgresServer;
  let database: Client;
  let slack: LocalSlack;
  let aws: LocalAws;
  let bot: BotProcess;
  let workers: BotProcess[];
  let deployed: string;

  beforeAll(async () => {
    server = await startPostgres(bin!);
    database = new Client({ connectionString: server.url('postgres') });
    await database.connect();
    slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
    aws = await startLocalAws({ dataDir: join(folder, 'aws'), speed: 300, port: 0 });
    mkdirSync(join(folder, 'workshops'));
    writeFileSync(join(folder, 'workshops', 'nov.yml'), FILE);
  });
  afterAll(async () => {
    await killAll(mark);
    await slack?.stop();
    await aws?.stop();
    await database?.end();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (machine: string, program: 'main' | 'worker'): BotProcess => {
    const home = join(folder, machine);
    mkdirSync(home);
    const environment = {
      ...environmentOf(slack, aws, join(home, 'data')),
      DATABASE_URL: server.url('postgres'),
      USHER_SECRET: SECRET,
      USHER_STATE_BUCKET: 'usher-workers',
      USHER_WORKSHOPS: join(folder, 'workshops'),
      TMPDIR: folder,
    };
    return startBot(environment, home, (line) => lines.push(`${machine} ${line}`), program);
  };
  const launches = () => aws.calls.get('ec2:RunInstances') ?? 0;
  const inCrew = () =>
    slack
      .person('ada')
      .state()
      .messages.filter(({ ephemeral, threadTs }) => !ephemeral && !threadTs);
  const connected = () => slack.person('ada').state().bot.connected;

  interface StepRow {
    readonly stack: string;
    readonly state: string;
    readonly attempt: number;
    readonly pid: number;
  }
  async function steps(kind: string): Promise<StepRow[]> {
    const { rows } = await database.query<{ stack: string; state: string; attempt: number; worker: string | null }>(
      `select s.* from steps s join operations o on o.id = s.operation_id where o.kind = $1 order by stack`,
      [kind],
    );
    return rows.map(({ worker, ...row }) => ({ ...row, pid: Number(worker?.split(':').at(-1)) }));
  }
  async function untilNoted(kind: string): Promise<void> {
    for (;;) {
      const found = await database.query(`select 1 from operations where kind = $1 and message_ts is not null`, [kind]);
      if (found.rows.length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  async function untilStep(kind: string, fits: (step: StepRow) => boolean): Promise<StepRow> {
    for (;;) {
      const found = (await steps(kind)).find(fits);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('is deployed by all of them, and by those that are left where one dies', async () => {
    const ada = slack.person('ada');
    bot = start('bot', 'main');
    await until(connected);
    workers = ['one', 'two', 'three'].map((machine) => start(machine, 'worker'));
    await until(() => lines.filter((line) => line.includes('this worker takes stacks')).length === 3);
    await say(ada, 'crew', '/workshop new --file nov.yml --room #workshop');
    await see(ada, /nov\* is made/);
    await say(ada, 'crew', '/workshop deploy');
    await click(ada, /^Deploy for/);
    deployed = (await see(ada, /Deploying nov/)).ts;

    const pids = workers.map(({ pid }) => pid);
    const begun = ({ stack, state, pid }: StepRow) => stack !== 'network' && state === 'running' && pids.includes(pid);
    const victim = await untilStep('deploy', (step) => begun(step) && launches() > 0);
    process.kill(victim.pid, 'SIGKILL');
    await workers.find(({ pid }) => pid === victim.pid)?.ended;
    await see(ada, /nov\* is up|nov\*: \d|Deploying failed/);

    expect(inCrew().find(({ ts }) => ts === deployed)?.blocks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ text: expect.objectContaining({ text: expect.stringContaining('4 of 4 ready') }) }),
      ]),
    );
    const done = await steps('deploy');
    expect(done.filter(({ state }) => state !== 'done')).toEqual([]);
    // What the lost one had ended before stays its own.
    const takenOver = done.find(({ stack }) => stack === victim.stack);
    expect(takenOver?.attempt).toBeGreaterThan(1);
    expect(takenOver?.pid).not.toBe(victim.pid);
    const busy = new Set([...done.map(({ pid }) => pid), victim.pid]);
    expect([...busy].filter((pid) => pids.includes(pid)).length).toBeGreaterThanOrEqual(2);
    expect(await livingInstances(aws, 'nov')).toEqual([1, 2, 3, 4]);
    expect(launches()).toBe(4);
  });

  it('is destroyed to the end, in the same message, though its bot dies and another machine’s goes on', async () => {
    const ada = slack.person('ada');
    await say(ada, 'crew', '/workshop destroy');
    await until(() => ada.state().view !== undefined);
    await ada.act({
      type: 'submit',
      viewId: ada.state().view?.id ?? '',
      values: { name: { value: { value: 'nov' } } },
    });
    const { ts } = await see(ada, /Destroying nov/);
    await untilStep('destroy', ({ state }) => state === 'running');
    // A message that Slack took a moment before the kill may come twice: Usher notes it only then.
    await untilNoted('destroy');
    process.kill(bot.pid, 'SIGKILL');
    await bot.ended;
    await until(() => !connected());
    bot = start('other-bot', 'main');
    await see(ada, /nov\* is gone|nov\* is not all gone|Destroying failed/);

    const said = inCrew().map((message) => ({ ts: message.ts, words: wordsOf(message) }));
    expect(said.filter(({ words }) => /Destroy(ing|ed) nov/.test(words))).toEqual([
      { ts, words: expect.stringMatching(/Destroyed nov/) },
    ]);
    expect(said.filter(({ words }) => words.includes('*nov* is up'))).toHaveLength(1);
    expect(said.filter(({ words }) => words.includes('AWS lists nothing any more that carries its tag'))).toHaveLength(
      1,
    );
    expect(await livingInstances(aws, 'nov')).toEqual([]);
    await Promise.all([bot, ...workers].map((each) => each.stop()));
  });
});
