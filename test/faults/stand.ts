import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalAws, type LocalAws } from '../../local/aws';
import { startBot, type BotProcess } from '../../local/demo/bot-process';
import { startLocalSlack, type LocalSlack } from '../../local/slack';
import { killAll, processesWith } from '../local/demo/demo-process';
import { environmentOf, MANIFEST } from '../local/demo/environment';

/** How many times faster than AWS things boot: a seat is ready within seconds of its batch. */
const SPEED = 300;
/** A kill follows what it waits for at once. */
const LOOK_MS = 2;
const KEPT_LINES = 400;

/** One end of a bot that nobody asked for. */
export interface Kill {
  readonly at: number;
  readonly signal: 'SIGKILL' | 'SIGTERM';
}

/** A Slack workspace and an AWS region that live on, and a bot between them that is killed and started again. */
export interface Stand {
  readonly slack: LocalSlack;
  readonly aws: LocalAws;
  readonly kills: readonly Kill[];
  /** What the bots logged and what was done to them, the newest lines. */
  readonly lines: readonly string[];
  /** Lines so far, those that are not kept any more among them. */
  lineCount(): number;
  note(line: string): void;
  /** Starts a bot on the data of the one before; does not wait until it is connected. */
  start(): void;
  /** Ends the bot with this signal and waits until it is gone. */
  kill(signal: Kill['signal']): Promise<void>;
  /** Asks the bot to end and waits; for the end of the test. */
  stop(): Promise<void>;
  /** Living processes of any bot, this one's or an earlier one's: their command lines. */
  living(): string[];
  readonly dataDir: string;
  readonly folder: string;
  /** Ends everything. */
  clear(): Promise<void>;
}

export interface StandOptions {
  /** Every stack by Terraform on moto, instead of handed to the local AWS. */
  readonly terraform: boolean;
  /** Workshop files by name. */
  readonly files: Readonly<Record<string, string>>;
}

export async function startStand({ terraform, files }: StandOptions): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const dataDir = join(folder, 'data');
  const workshops = join(folder, 'workshops');
  for (const each of ['cwd', 'workshops']) mkdirSync(join(folder, each));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workshops, name), text);
  // The bots have a temporary folder of their own, but not the compiled sources: each start would compile them anew.
  const compiled = `tsx-${process.getuid?.()}`;
  mkdirSync(join(tmpdir(), compiled), { recursive: true });
  symlinkSync(join(tmpdir(), compiled), join(folder, compiled));
  const mark = `TMPDIR=${folder}`;
  const slack = await startLocalSlack({ manifest: MANIFEST, port: 0 });
  const aws = await startLocalAws({
    dataDir: join(folder, 'aws'),
    speed: SPEED,
    port: 0,
    moto: terraform ? 'auto' : 'none',
  });
  const environment = {
    ...environmentOf(slack, aws, dataDir),
    TMPDIR: folder,
    USHER_WORKSHOPS: workshops,
    USHER_STOP_MS: '20000',
    // The AWS SDK would greet every start on Node 20 with a notice about 2027.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...(terraform ? {} : { PATH: '' }),
  };
  const lines: string[] = [];
  const kills: Kill[] = [];
  let counted = 0;
  let bot: BotProcess | undefined;
  const note = (line: string): void => {
    counted += 1;
    const timed = `${new Date().toISOString().slice(11, 23)} ${line}`;
    lines.push(timed);
    if (process.env['USHER_FAULT_VERBOSE']) process.stderr.write(`${timed}\n`);
    if (lines.length > KEPT_LINES) lines.shift();
  };
  return {
    slack,
    aws,
    kills,
    lines,
    note,
    dataDir,
    folder,
    lineCount: () => counted,
    start() {
      bot = startBot(environment, join(folder, 'cwd'), note);
      const { pid, ended } = bot;
      note(`--- bot ${pid} starts`);
      void ended.then((code) => note(`--- bot ${pid} ended with ${code}`));
    },
    async kill(signal) {
      if (!bot) return;
      note(`--- ${signal}`);
      kills.push({ at: Date.now(), signal });
      try {
        process.kill(bot.pid, signal);
      } catch {
        // It ended by itself, which its exit code tells.
      }
      await bot.ended;
    },
    async stop() {
      await bot?.stop();
    },
    living: () => processesWith(mark).map(({ line }) => line),
    async clear() {
      await bot?.stop();
      await killAll(mark);
      await slack.stop();
      await aws.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves with what is looked for, once it is there; rejects with what was waited for after the time, or when `stop` aborts. */
export async function within<T>(ms: number, what: string, look: () => T | undefined | false): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > until) throw new Error(`within ${Math.round(ms / 1000)} s there was not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
