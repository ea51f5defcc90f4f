import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { direct } from '../local/demo/stage';
import { startStand, type Stand } from '../local/demo/stand';
import { runPlay } from '../local/play';
import { plainMessage } from '../local/slack/plain-text';
import { findChromium, launchChromium } from '../test/local/page/chromium';

/** Takes the pictures of the guides anew: `npm run pictures`. Needs Chromium and a font of emoji (Debian: fonts-noto-color-emoji), and neither Terraform nor moto. */

const ROOT = join(__dirname, '..');
const IMAGES = join(ROOT, 'docs', 'images');
/** Bytes a picture may have: guides are read on phones. */
const LARGEST = 100_000;
/** Wide enough for a seat map, small enough for a page of a guide. */
const WINDOW = { width: 900, height: 1400 };
/** Pixels for each of the page's; the next where a picture becomes too large. */
const SHARPNESS = [1.25, 1] as const;

async function main(): Promise<boolean> {
  const executable = findChromium();
  if (executable === undefined) throw new Error('Install Chromium or Chrome, or name one in CHROMIUM.');
  mkdirSync(IMAGES, { recursive: true });
  const stand = await startStand({
    ...{ speed: 120, port: 0, people: 0, bare: true },
    say: () => undefined,
    botLine: (line) => void (/ (error|warn) /.test(line) && process.stderr.write(`${line}\n`)),
  });
  const browser = await launchChromium(executable);
  try {
    return await runPlay(readFileSync(join(__dirname, 'pictures.txt'), 'utf8'), stand.slack, {
      print: (line) => process.stdout.write(`${line}\n`),
      stage: (words) => (words[0] === 'picture' ? picture(stand, browser, words.slice(1)) : direct(stand.aws, words)),
    });
  } finally {
    await browser.close();
    await stand.stop();
  }
}

/** `plan @ada "Plan for nov"`: the newest message that says so, or with `modal` the open window, into docs/images/plan.png. */
async function picture(stand: Stand, browser: Browser, words: readonly string[]): Promise<void> {
  const [name = '', who = '', says = ''] = words;
  const person = stand.slack.person(who.replace(/^@/, ''));
  const state = person.state();
  const names = { people: state.people, channels: state.conversations };
  const shown = [...state.messages].reverse().find((message) => plainMessage(message, names).includes(says));
  const channel = shown?.channel ?? stand.slack.channelId('crew');
  const address = `${stand.slack.url}#as=${person.id}&in=${channel}`;
  const path = join(IMAGES, `${name}.png`);
  for (const deviceScaleFactor of SHARPNESS) {
    const page = await browser.newPage({ viewport: WINDOW, deviceScaleFactor, colorScheme: 'light' });
    await page.goto(address);
    await page.getByRole('log').first().waitFor();
    const what: Locator =
      says === 'modal' ? page.getByRole('dialog').last() : page.locator(`article[data-ts="${shown?.ts}"]`).first();
    await what.waitFor();
    await page.waitForTimeout(300);
    await what.screenshot({ path, animations: 'disabled' });
    await page.close();
    const { size } = statSync(path);
    process.stdout.write(`docs/images/${name}.png, ${Math.round(size / 1000)} kB\n`);
    if (size <= LARGEST) return;
  }
  throw new Error(`${path} has more than ${LARGEST} bytes.`);
}

main().then(
  (done) => process.exit(done ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
