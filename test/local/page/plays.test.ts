import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import PQueue from 'p-queue';
import type { Browser } from 'playwright-core';
import { stageOf } from '../../../local/demo/stage';
import { startStand } from '../../../local/demo/stand';
import { runPlay } from '../../../local/play';
import { launchChromium } from './chromium';
import { describeInChromium } from './in-chromium';
import { castOnPages } from './page-cast';

// A play takes a minute, and several on a busy machine.
jest.setTimeout(600_000);

const FOLDER = join(__dirname, '..', '..', '..', 'docs', 'plays');
/** Those that together use the page in every way, the longest first; `USHER_PLAYS=all` or `USHER_PLAYS="swap venue"` acts others. */
const USUAL = 'crew-and-doors crew-at-work first-workshop roster';
/** What needs no Terraform. */
const ALL = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.txt') && file !== 'keep-the-work.txt')
  .map((file) => basename(file, '.txt'));
const wanted = process.env['USHER_PLAYS'] ?? USUAL;
const PLAYS = wanted === 'all' ? ALL : wanted.split(' ');
/** Plays mostly wait for AWS; more at once, and the bot would miss the three seconds in which Slack wants an answer. */
const AT_ONCE = 2;

describeInChromium('acted on the page in Chromium, by mouse and keyboard', (executable) => {
  const stages = new PQueue({ concurrency: AT_ONCE });
  const ends = new Map<string, Promise<string[]>>();
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium(executable);
    for (const name of PLAYS)
      ends.set(
        name,
        stages.add(() => play(browser, name).catch((error: unknown) => [String(error)])),
      );
  });
  afterAll(async () => {
    // Where one took too long, the others end with the browser, and take down what they stand on.
    stages.clear();
    await browser.close();
    await stages.onIdle();
  });

  it.each(PLAYS)('%s goes as written', async (name) => expect(await ends.get(name)).toEqual([]));
});

/** Everything that went wrong. */
async function play(browser: Browser, name: string): Promise<string[]> {
  const said: string[] = [];
  const stand = await startStand({
    ...{ speed: 120, port: 0, people: 0, bare: true },
    say: () => undefined,
    botLine: (line) => void (/ (error|warn) /.test(line) && said.push(line)),
  });
  const cast = castOnPages(stand.slack, browser);
  try {
    const went = await runPlay(readFileSync(join(FOLDER, `${name}.txt`), 'utf8'), stand.slack, {
      print: (line) => void said.push(line),
      stage: stageOf(stand, cast.actor),
      actor: cast.actor,
      seen: (who, what) => cast.actor(who).look(what),
    });
    return went ? cast.problems : [...cast.problems, ...said.slice(-60)];
  } finally {
    await cast.close();
    await stand.stop();
  }
}
