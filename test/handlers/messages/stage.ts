import { sdkLogger } from '../../../bot/slack/sdk-logger';
import { socketTransport } from '../../../bot/slack/socket';
import { createWorkshopFiles } from '../../../bot/workshop-files';
import { join } from 'node:path';
import { App, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { createDirectory, registerHandlers, type HandlerDeps } from '../../../handlers';
import { defaultCast, startLocalSlack, type LocalSlack } from '../../../local/slack';
import type { Actor } from '../../../local/slack';
import type { PageMessage } from '../../../local/slack/protocol';
import type { Pace } from '../../../workshop/context';
import type { Store } from '../../../workshop/ports/store';
import type { Workshop } from '../../../workshop/workshop';
import type { FakeCloud } from '../../support/fake-cloud';
import { createWorld, quickClock, type World } from '../../support/world';

const MANIFEST = join(__dirname, '../../../manifest.yml');

export interface Stage extends World {
  readonly slack: LocalSlack;
  /** Hands the app a payload that no Slack would send, or sends twice. */
  forge(body: Readonly<Record<string, unknown>>): Promise<void>;
  /** Lines of the bot's log. */
  readonly lines: string[];
  /** A workshop of #crew and #workshop, deployed, by ada. */
  ready(seats: number): Promise<Workshop>;
  open(workshop: Workshop): Promise<void>;
  destroy(workshop: Workshop): Promise<void>;
  /** Writes in the DM with the bot. */
  write(name: string, text: string): Promise<void>;
  /** Resolves with the bot's next message to this person in their DM that holds the text; `after` skips older ones. */
  told(name: string, text: string, after?: PageMessage): Promise<PageMessage>;
  /** Undefined until one of the two has written. */
  dmOf(name: string): string | undefined;
  /** Everything visible in the person's DM, oldest first. */
  inDm(name: string): PageMessage[];
  click(name: string, message: PageMessage, actionId: string): Promise<void>;
  /** Ends the bot and leaves Slack as it is. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

/** A real Bolt app with every handler, the real use-cases and store, a fake cloud, and people at a local Slack. */
export async function raiseStage(
  store: Store,
  options: { extraPeople?: number; cloud?: FakeCloud; slack?: LocalSlack; sweepMs?: number; pace?: Partial<Pace> } = {},
): Promise<Stage> {
  const slack =
    options.slack ??
    (await startLocalSlack({ manifest: MANIFEST, port: 0, cast: defaultCast(options.extraPeople ?? 0) }));
  const client = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  });
  const background = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
  const ada = slack.person('ada').id;
  const directory = createDirectory(client, quickClock, [ada]);
  const world = createWorld(store, {
    directory,
    clock: quickClock,
    ...(options.pace ? { pace: options.pace } : {}),
    ...(options.cloud ? { cloud: options.cloud } : {}),
  });
  const lines: string[] = [];
  const note = (line: string, fields?: object): void => void lines.push(`${line} ${JSON.stringify(fields ?? {})}`);
  const deps: HandlerDeps = {
    usher: world.usher,
    directory,
    firstSight: (id, forMs) => store.firstSight(id, forMs),
    homes: store.homes,
    workshopFiles: createWorkshopFiles('/nonexistent', slack),
    clock: quickClock,
    client,
    background,
    doctor: () => Promise.resolve([]),
    sweepMs: options.sweepMs,
    log: { info: note, warn: note, error: note },
  };
  // Bolt's own socket may end with a rejection that nobody can catch.
  const logger = sdkLogger(deps.log);
  const socket = socketTransport({
    appToken: slack.appToken,
    slackApiUrl: slack.apiUrl,
    logger,
    onLost: (problem) => note(`lost: ${problem.message}`),
  });
  const app = new App({
    token: slack.botToken,
    receiver: socket.receiver,
    logger,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  const voice = registerHandlers(app, deps);
  const silence = new AbortController();
  const speaking = voice.speak(silence.signal);
  await socket.open();

  const bot = (actor: Actor): string => actor.state().bot.id;
  const dmOf = (name: string): string | undefined => {
    const actor = slack.person(name);
    return actor.state().conversations.find((each) => each.kind === 'dm' && each.name === bot(actor))?.id;
  };
  const inDm = (name: string): PageMessage[] =>
    slack
      .person(name)
      .state()
      .messages.filter(({ channel }) => channel === dmOf(name))
      .sort((a, b) => Number(a.ts) - Number(b.ts));

  async function halt(): Promise<void> {
    silence.abort();
    await speaking;
    await voice.stop();
    await socket.close();
    await world.usher.drain();
  }

  return {
    ...world,
    slack,
    forge: (body) =>
      app.processEvent({ body: { team_id: 'T1', api_app_id: 'A1', ...body }, ack: () => Promise.resolve() }),
    lines,
    dmOf,
    inDm,
    ready: (seats) =>
      world.deployed(seats, { crewChannel: slack.channelId('crew'), room: slack.channelId('workshop'), by: ada }),
    async open(workshop) {
      await world.usher.open(workshop, ada, slack.channelId('workshop'));
    },
    async destroy(workshop) {
      const begun = await world.usher.destroy((await world.usher.get(workshop.id)) ?? workshop, ada);
      if ('started' in begun) await world.until('operation-ended', (event) => event.operationId === begun.started.id);
    },
    async write(name, text) {
      const actor = slack.person(name);
      await actor.act({ type: 'open-dm', user: bot(actor) });
      await actor.act({ type: 'say', channel: dmOf(name) ?? '', text });
    },
    told(name, text, after) {
      const actor = slack.person(name);
      return actor.waitFor(
        (message) =>
          message.user === bot(actor) &&
          message.channel === dmOf(name) &&
          Number(message.ts) > Number(after?.ts ?? 0) &&
          JSON.stringify([message.text, message.blocks]).includes(text),
        `"${text}" from the bot to ${name}`,
        30_000,
      );
    },
    async click(name, message, actionId) {
      const block = message.blocks.find((each) => JSON.stringify(each).includes(`"${actionId}"`));
      if (!block) throw new Error(`no button ${actionId} in: ${message.text}`);
      await slack.person(name).act({
        type: 'act',
        where: { channel: message.channel, ts: message.ts },
        blockId: block.block_id ?? '',
        actionId,
      });
    },
    halt,
    async stop() {
      await halt();
      if (!options.slack) await slack.stop();
    },
  };
}
