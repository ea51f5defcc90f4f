import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createApp, type SlackApp } from '../../bot/app';
import { systemClock } from '../../bot/clock';
import { createWorkshopFiles } from '../../bot/workshop-files';
import { slackCheckups } from '../../bot/slack/checkups';
import { channelsCheckup, createDirectory, organisersCheckup, registerHandlers } from '../../handlers';
import type { HandlerDeps, Log } from '../../handlers';
import { startLocalSlack, type Actor, type Cast, type LocalSlack } from '../../local/slack';
import type { Timing } from '../../local/slack/hub';
import type { PageMessage } from '../../local/slack/protocol';
import type { Clock } from '../../workshop/ports/clock';
import type { Store } from '../../workshop/ports/store';
import { examine } from '../../workshop/use-cases/doctor';
import { workshopCheckups } from '../../workshop/use-cases/doctor-workshops';
import type { Usher } from '../../workshop/usher/usher';
import { createWorld, hastyClock, type World } from './world';

export const MANIFEST = resolve(__dirname, '../../manifest.yml');

/** A local Slack, a real Bolt app on it, and the real use-cases behind: what `npm start` joins, over the fake cloud. */
export interface Bench {
  readonly slack: LocalSlack;
  readonly bot: SlackApp;
  readonly world: World;
  /** Everything that was logged. */
  readonly logged: string[];
  person(name: string): Actor;
  /** Types in a channel, as this person. */
  say(name: string, channel: string, text: string): Promise<void>;
  /** Clicks the button with this label in the message. */
  click(name: string, message: PageMessage, label: string): Promise<void>;
  /** The next message this person sees in the channel whose text holds this. */
  sees(name: string, what: string | RegExp): Promise<PageMessage>;
  stop(): Promise<void>;
}

export interface BenchOptions {
  readonly mode?: 'socket' | 'http';
  readonly cast?: Cast;
  readonly organisers?: readonly string[];
  /** Stands in for the use-cases, where a test wants them to break or to wait. */
  readonly wrap?: (usher: Usher) => Usher;
  readonly clock?: Clock;
  /** Another bot of the same app, at the same Slack, cloud and store. */
  readonly beside?: Bench;
  /** Slack’s waits, where a test wants them shorter. */
  readonly timing?: Partial<Timing>;
  /** Folder of workshop files. */
  readonly workshops?: string;
}

export async function startBench(store: Store, options: BenchOptions = {}): Promise<Bench> {
  const port = options.mode === 'http' ? await freePort() : undefined;
  const slack =
    options.beside?.slack ??
    (await startLocalSlack({
      manifest: MANIFEST,
      port: 0,
      ...(options.cast ? { cast: options.cast } : {}),
      ...(options.timing ? { timing: options.timing } : {}),
      ...(port === undefined ? {} : { requestUrl: `http://127.0.0.1:${port}/slack/events` }),
    }));
  const logged: string[] = [];
  const log = recorder(logged);
  const clock = options.clock ?? hastyClock;
  const bot = createApp(
    {
      botToken: slack.botToken,
      apiUrl: slack.apiUrl,
      transport:
        port === undefined
          ? { kind: 'socket', appToken: slack.appToken }
          : { kind: 'http', signingSecret: slack.signingSecret, port, host: '127.0.0.1' },
    },
    {
      log,
      onLost: (problem) => logged.push(`lost: ${problem.message}`),
      firstSight: (id) => store.firstSight(id),
    },
  );
  // What waits for Slack waits as long as it really takes.
  const directory = createDirectory(
    bot.client,
    { now: () => clock.now(), sleep: systemClock.sleep },
    options.organisers ?? [],
  );
  const world = createWorld(store, {
    directory,
    clock,
    ...(options.beside ? { cloud: options.beside.world.cloud } : {}),
  });
  const deps: HandlerDeps = {
    usher: options.wrap?.(world.usher) ?? world.usher,
    directory,
    firstSight: (id, forMs) => store.firstSight(id, forMs),
    homes: store.homes,
    workshopFiles: createWorkshopFiles(options.workshops ?? '/nonexistent', slack),
    clock: patient(clock),
    hears: bot.hears,
    client: bot.client,
    background: bot.background,
    doctor: () =>
      examine(
        [
          ...slackCheckups(bot.probe, slack.apiUrl, { kind: 'socket', appToken: slack.appToken }),
          organisersCheckup(bot.probe, options.organisers ?? []),
          channelsCheckup(bot.probe, () => store.workshops.list()),
          ...workshopCheckups(store, clock),
        ],
        { log: (line) => logged.push(`doctor: ${line}`) },
      ),
    log,
  };
  const voice = registerHandlers(bot.app, deps);
  await bot.start();
  const silence = new AbortController();
  const speaking = voice.speak(silence.signal);
  await connected(slack);
  const person = (name: string) => slack.person(name);
  return {
    slack,
    bot,
    world,
    logged,
    person,
    say: (name, channel, text) => person(name).act({ type: 'say', channel: slack.channelId(channel), text }),
    async click(name, message, label) {
      const target = buttonOf(message, label);
      await person(name).act({ type: 'act', where: { channel: message.channel, ts: message.ts }, ...target });
    },
    sees: (name, what) =>
      person(name).waitFor(
        (message) => (typeof what === 'string' ? wordsOf(message).includes(what) : what.test(wordsOf(message))),
        String(what),
        30_000,
      ),
    async stop() {
      silence.abort();
      await speaking;
      await voice.stop();
      await bot.stop();
      await world.usher.drain();
      if (!options.beside) await slack.stop();
    },
  };
}

/** Everything a message says: its blocks as they are drawn, or its text. */
export function wordsOf(message: Pick<PageMessage, 'text' | 'blocks'>): string {
  return `${message.text}\n${JSON.stringify(message.blocks)}`;
}

/** Where a click on the button with this label goes. */
export function buttonOf(
  message: Pick<PageMessage, 'blocks'>,
  label: string,
): { blockId: string; actionId: string; value: { value?: string } } {
  for (const block of message.blocks) {
    const elements =
      block.type === 'actions' ? block.elements : block.type === 'section' && block.accessory ? [block.accessory] : [];
    for (const element of elements) {
      if (element.type === 'button' && element.text.text.includes(label)) {
        return {
          blockId: block.block_id ?? '',
          actionId: element.action_id ?? '',
          value: element.value === undefined ? {} : { value: element.value },
        };
      }
    }
  }
  throw new Error(`no button "${label}" in ${JSON.stringify(message.blocks)}`);
}

export const recorder = (lines: string[]): Log => {
  const at = (level: string) => (line: string, fields?: Readonly<Record<string, unknown>>) =>
    void lines.push(`${level}: ${line} ${JSON.stringify(fields ?? {})}`);
  return { info: at('info'), warn: at('warn'), error: at('error') };
};

/** What is longer is a wait between two looks, which nobody should take a thousand times a second: a bot at rest kept a core busy. */
const LOOK_MS = 1_000;

/** Waits a hundred times as fast, and a wait of many minutes, one for news that must come, to its signal alone. */
const patient = (clock: Clock): Clock => ({
  now: () => clock.now(),
  sleep: (ms, signal) =>
    ms <= LOOK_MS
      ? clock.sleep(ms, signal)
      : systemClock.sleep(ms < 600_000 ? Math.max(20, ms / 100) : 2 ** 31 - 1, signal),
});

async function connected(slack: LocalSlack): Promise<void> {
  const ada = slack.person('ada');
  for (let tries = 0; !ada.state().bot.connected; tries += 1) {
    if (tries > 500) throw new Error('the bot did not connect to the local Slack');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
