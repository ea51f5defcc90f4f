import { existsSync, readFileSync } from 'node:fs';
import { parsePlay, runPlay } from '../play';
import { openBrowser } from './browser';
import { INTRODUCTION } from './introduction';
import { readOptions, USAGE, type DemoOptions } from './options';
import { stageOf } from './stage';
import { startStand, type Stand } from './stand';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run demo`: resolves with the exit code once everything it started has ended. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    print(USAGE);
    return 0;
  }
  const play = options.play === undefined ? undefined : readPlay(options.play);
  const signals = new AbortController();
  const interrupted = new Promise<'interrupted'>((resolve) =>
    signals.signal.addEventListener('abort', () => resolve('interrupted')),
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => signals.abort());

  // A Ctrl-C while things start lets them come up first, then ends them: no half-started process is left behind.
  const stand = await startStand({ ...options, say: print, botLine: (line) => showBotLine(line, options) }).catch(
    (error: unknown) => {
      // What did not come up any more is no news to who ended it.
      if (!signals.signal.aborted) throw error;
      return undefined;
    },
  );
  if (stand === undefined) return play === undefined ? 0 : 1;
  try {
    if (signals.signal.aborted) return play === undefined ? 0 : 1;
    stand.slack.announce('crew', INTRODUCTION, [{ type: 'section', text: { type: 'mrkdwn', text: INTRODUCTION } }]);
    banner(stand);
    if (options.open) openBrowser(stand.slack.url);
    const botEnded = stand.bot.ended.then((code) => `Usher ended by itself, with code ${code}.`);
    const end = await Promise.race([interrupted, botEnded, ...(play === undefined ? [] : [perform(stand, play)])]);
    if (typeof end === 'boolean') {
      print(end ? 'The play went as written.' : 'The play did not go as written.');
      return end ? 0 : 1;
    }
    print(end === 'interrupted' ? '\nEnding ...' : end);
    return end === 'interrupted' && play === undefined ? 0 : 1;
  } finally {
    await stand.stop();
  }
}

/** The text of a play; throws an Error worded for people where there is none or a line cannot be understood. */
function readPlay(path: string): string {
  if (!existsSync(path)) throw new Error(`There is no play ${path}.`);
  const text = readFileSync(path, 'utf8');
  try {
    parsePlay(text);
  } catch (error) {
    throw new Error(`${path} cannot be read as a play:\n${(error as Error).message}`, { cause: error });
  }
  return text;
}

const perform = (stand: Stand, play: string): Promise<boolean> =>
  runPlay(play, stand.slack, { print, stage: stageOf(stand) });

function banner({ slack, aws }: Stand): void {
  print('');
  print(`  Usher is ready:  ${slack.url}`);
  print('');
  print('  You are Ada, in #crew; what to type stands there. Ctrl-C ends everything.');
  print(
    '  Real here: Usher, its database, the Bolt client' +
      (aws.controlPlane ? ', Terraform and the AWS provider.' : '.'),
  );
  for (const note of aws.notes) print(`  Not real: ${note}`);
  print('');
}

function showBotLine(line: string, { verbose }: DemoOptions): void {
  if (verbose || !/^\d\d:\d\d:\d\d info /.test(line)) process.stderr.write(`  usher | ${line}\n`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
