import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { describeReal } from '../../infra/terraform/real';
import { say, see, startDeploy } from './acting';
import { startDemo, until, type Demo } from './demo-process';
import { openPage } from './page-client';

// Starting takes seconds, and tens of them on a busy machine; a deploy with Terraform minutes.
jest.setTimeout(240_000);

const BARE = ['--bare', '--speed', '300'] as const;

/** `npm run demo`, looked at through /proc, which only Linux has. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('npm run demo', () => {
  const demos: Demo[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'plays-'));
  const demo = (...args: string[]): Demo => {
    const started = startDemo(...args);
    demos.push(started);
    return started;
  };
  const play = (name: string, ...lines: string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  afterEach(() => Promise.all(demos.splice(0).map((each) => each.clear())));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Everything it started is gone, and what it wrote too; a synth it abandons may take a moment to be gone. */
  const expectNothingLeft = async (ended: Demo): Promise<void> => {
    expect(ended.living().filter(({ line }) => !line.includes('infra/synth/child'))).toEqual([]);
    await until(() => ended.living().length === 0);
    expect(ended.folders()).toEqual([]);
  };
  const deployOn = async (url: string): Promise<void> => {
    const ada = await openPage(url);
    await startDeploy(ada, 'nov', 2);
    ada.close();
  };

  it('takes the next port where its own is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const url = new URL(await demo(...BARE, '--port', String(port)).url());
    taken.close();
    expect(Number(url.port)).toBeGreaterThan(port);
    expect((await fetch(url)).status).toBe(200);
  });

  it('runs beside another one, each with its own workshops', async () => {
    const urls = await Promise.all([demo(...BARE).url(), demo(...BARE).url()]);
    const [one, other] = await Promise.all(urls.map(openPage));
    await say(one!, 'crew', '/workshop new nov 3');
    await see(one!, /nov\* is made: 3 seats/);
    await say(other!, 'crew', '/workshop new nov 4');
    await see(other!, /nov\* is made: 4 seats/);
    await Promise.all([one, other].map((page) => say(page!, 'crew', '/workshop list')));
    await see(one!, /3 seats/);
    expect(JSON.stringify(one!.state().messages)).not.toContain('4 seats');
    for (const page of [one, other]) page!.close();
  });

  it('ends everything it started when it is asked to in the middle of a deploy', async () => {
    const running = demo(...BARE);
    await deployOn(await running.url());
    expect(running.living().filter(({ line }) => line.includes('bot/main.ts'))).toHaveLength(1);
    running.signal('SIGTERM');
    expect(await running.ended).toBe(0);
    await expectNothingLeft(running);
  });

  it.each(['Starting a Slack', 'Starting an AWS', 'Starting Usher'])(
    'ends in order on a Ctrl-C while it says "%s"',
    async (words) => {
      const starting = demo(...BARE);
      await until(() => starting.said().includes(words));
      starting.signal('SIGINT');
      expect(await starting.ended).toBe(0);
      expect(starting.said()).not.toContain('Usher is ready');
      await expectNothingLeft(starting);
    },
  );

  it('takes Usher with it when it is killed in the middle of a deploy', async () => {
    const running = demo(...BARE);
    await deployOn(await running.url());
    running.signal('SIGKILL');
    await until(() => running.living().length === 0);
    expect(running.said()).not.toContain('EPIPE');
  });

  it('performs a play and says that it went as written', async () => {
    const path = play(
      'good.txt',
      '@ada #crew /workshop new nov 2 --room #workshop',
      '@ada sees "nov is made"',
      '@ada #crew /workshop deploy',
      '@ada clicks /Deploy for/',
      '@ada sees "nov is up: 2 seats ready" within 2m',
      '@ada #crew /workshop open',
      '@grace > hi',
      '@grace sees "Seat 1 · nov · ready"',
      '! visit @grace Jupyter',
    );
    const performed = demo(...BARE, '--play', path);
    const code = await performed.ended;
    expect(performed.said()).toContain('The play went as written.');
    expect(code).toBe(0);
    await expectNothingLeft(performed);
  });

  it('ends with 1 and names the line of a play that did not go as written', async () => {
    const path = play('bad.txt', '# Nobody deploys.', '@ada #crew /workshop list', '@ada sees "nov is up" within 1s');
    const performed = demo(...BARE, '--play', path);
    expect(await performed.ended).toBe(1);
    expect(performed.said()).toContain('Line 3 did not go as written: @ada sees "nov is up" within 1s');
    await expectNothingLeft(performed);
  });

  it.each([
    ['an option it does not know', ['--spede', '3'], /Unknown option '--spede'.*--speed N/s],
    ['a word it does not expect', ['quickly'], /'quickly'.*npm run demo/s],
    ['a number that is none', ['--speed', 'fast'], /--speed takes a number from 1, not "fast"/],
    ['a play that is not there', ['--play', 'nowhere.txt'], /There is no play nowhere\.txt/],
    ['a play it cannot read', ['--play', play('odd.txt', 'ada says hi')], /odd\.txt.*line 1/is],
  ])('refuses %s before it starts anything', async (_, args, words) => {
    const refused = demo(...args);
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toMatch(words);
    expect(refused.said()).not.toMatch(/Starting|^ +at /m);
    await expectNothingLeft(refused);
  });

  describeReal('with Terraform and moto', () => {
    it('ends Terraform and its providers too on Ctrl-C', async () => {
      const running = demo('--speed', '300');
      await deployOn(await running.url());
      await until(() => running.living().some(({ line }) => line.includes('terraform-provider')));
      await until(() => running.living().some(({ line }) => /^\S*(terraform|tofu) apply/.test(line)));
      expect(running.living().some(({ line }) => line.includes('moto_server'))).toBe(true);
      running.signal('SIGINT');
      expect(await running.ended).toBe(0);
      await expectNothingLeft(running);
    });

    it('takes Usher and moto with it when it is killed', async () => {
      const running = demo('--speed', '300');
      await running.url();
      expect(running.living().some(({ line }) => line.includes('moto_server'))).toBe(true);
      const [itself] = running.living().filter(({ line }) => /tsx \S*local\/demo\/main\.ts/.test(line));
      process.kill(itself!.pid, 'SIGKILL');
      await until(() => running.living().length === 0);
      expect(await running.ended).not.toBe(0);
    });
  });
});
