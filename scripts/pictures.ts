import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { direct } from '../local/demo/stage';
import { startStand, type Stand } from '../local/demo/stand';
import { runPlay } from '../local/play';
import { plainMessage } from '../local/slack/plain-text';
import type { PageMessage } from '../local/slack/protocol';
import { findChromium, launchChromium } from '../test/local/page/chromium';
import { inFewColours } from './palette';

/** Takes the pictures of the guides anew: `npm run pictures`. Needs Chromium and a font of emoji (Debian: fonts-noto-color-emoji), and neither Terraform nor moto. */

const ROOT = join(__dirname, '..');
const IMAGES = join(ROOT, 'docs', 'images');
const READER = join(ROOT, 'test', 'support', 'pdf-reader.mjs');
/** Bytes a picture may have: guides are read on phones. */
const LARGEST = 100_000;
/** Wide enough for a seat map, small enough for a page of a guide. */
const WINDOW = { width: 900, height: 1400 };
/** A whole page, as on a small laptop; less where a message would be cut off at its top. */
const WHOLE = { width: 1000, height: 700 };
/** With a thread beside it. */
const WIDE = { width: 1160, height: 800 };
/** The upper half of an A4 page, down to where it is cut. */
const PAPER = { width: 900, height: 650 };
/** How much is left of the message that the top of the conversation cuts off, in pixels. As text: what a browser knows, these sources do not. */
const CUT_OFF = `(() => {
  const top = document.querySelector('main [role=log]')?.getBoundingClientRect().top;
  const cut = [...document.querySelectorAll('main article')]
    .map((article) => article.getBoundingClientRect())
    .find((at) => at.top < top && at.bottom > top);
  return cut ? Math.ceil(cut.bottom - top) : 0;
})()`;
/** A browser without a font of emoji draws all of them as the same empty box. */
const HAS_EMOJI = `(() => {
  const context = document.createElement('canvas').getContext('2d');
  context.fillText('\u{1F7E9}', 0, 10);
  return context.getImageData(0, 0, 20, 20).data.some((value, at, all) => at % 4 === 1 && value > all[at - 1] + 40);
})()`;
/** Pixels for each of the page's; the next where a picture becomes too large. */
const SHARPNESS = [1.5, 1.25, 1] as const;

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
    const page = await browser.newPage();
    if (!(await page.evaluate<boolean>(HAS_EMOJI)))
      throw new Error('Install a font of emoji (Debian: fonts-noto-color-emoji).');
    await page.close();
    return await runPlay(readFileSync(join(__dirname, 'pictures.txt'), 'utf8'), stand.slack, {
      print: (line) => process.stdout.write(`${line}\n`),
      stage: (words) => (words[0] === 'picture' ? picture(stand, browser, words.slice(1)) : direct(stand.aws, words)),
    });
  } finally {
    await browser.close();
    await stand.stop();
  }
}

/** What a picture shows, and of which part of a window. */
interface Sight {
  readonly address: string;
  readonly window: typeof WINDOW;
  /** Undefined for the whole window. */
  readonly part: ((page: Page) => Locator) | undefined;
}

/**
 * `plan @ada "Plan for nov"` takes the newest message that says so, as that person sees it, into docs/images/plan.png; `modal` in place of
 * the words the open window; `page` the whole page, `page "words"` with that message's thread; `file nov-cards.pdf` the top of a PDF in their DM.
 */
async function picture(stand: Stand, browser: Browser, words: readonly string[]): Promise<void> {
  const [name = '', who = '', what = '', says = what] = words;
  const person = stand.slack.person(who.replace(/^@/, ''));
  const state = person.state();
  const names = { people: state.people, channels: state.conversations };
  const shown = state.messages.findLast((message) => plainMessage(message, names).includes(says));
  if (what === 'file') return take(browser, name, await paper(stand, person.id, shown, says));
  const channel = shown?.channel ?? stand.slack.channelId('crew');
  const address = `${stand.slack.url}#as=${person.id}&in=${channel}`;
  if (what === 'page') {
    if (!shown) return take(browser, name, { address, window: WHOLE, part: undefined });
    return take(browser, name, { address: `${address}&thread=${shown.ts}`, window: WIDE, part: undefined });
  }
  const part = (page: Page): Locator =>
    what === 'modal' ? page.getByRole('dialog').last() : page.locator(`article[data-ts="${shown?.ts}"]`).first();
  return take(browser, name, { address, window: WINDOW, part });
}

/** Takes it as sharp as its size allows; throws where it is too large all the same. */
async function take(browser: Browser, name: string, { address, window, part }: Sight): Promise<void> {
  const path = join(IMAGES, `${name}.png`);
  for (const deviceScaleFactor of SHARPNESS) {
    const page = await browser.newPage({ viewport: window, deviceScaleFactor, colorScheme: 'light' });
    await page.goto(address);
    await page.locator('[role=log], img').first().waitFor();
    const target = part?.(page);
    await target?.waitFor();
    // Pictures and the window's own scrolling come after the first drawing.
    await page.waitForTimeout(500);
    const cut = await page.evaluate<number>(CUT_OFF);
    if (!target && cut > 0) await page.setViewportSize({ ...window, height: window.height - cut });
    const drawn = await inFewColours(await (target ?? page).screenshot({ animations: 'disabled' }));
    await page.close();
    process.stdout.write(`docs/images/${name}.png, ${Math.round(drawn.length / 1000)} kB\n`);
    if (drawn.length <= LARGEST) return writeFileSync(path, drawn);
  }
  throw new Error(`${path} has more than ${LARGEST} bytes.`);
}

/** The first page of a PDF that somebody was sent, drawn by what the tests read PDFs with; the window leaves out its lower half. */
async function paper(stand: Stand, viewer: string, message: PageMessage | undefined, name: string): Promise<Sight> {
  const file = message?.files?.find((one) => one.name === name);
  if (!file) throw new Error(`nobody was sent ${name}`);
  const answer = await fetch(`${stand.slack.url}download/${viewer}/${file.id}/${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    writeFileSync(join(folder, name), Buffer.from(await answer.arrayBuffer()));
    await promisify(execFile)(process.execPath, [READER, join(folder, name), folder]);
    const drawn = readFileSync(join(folder, 'page-1.png')).toString('base64');
    const html = `<body style="margin:0"><img style="width:100%" src="data:image/png;base64,${drawn}">`;
    return { address: `data:text/html,${encodeURIComponent(html)}`, window: PAPER, part: undefined };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main().then(
  (done) => process.exit(done ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
