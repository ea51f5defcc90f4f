import type { Actor } from '../../../local/slack';
import type { PageMessage } from '../../../local/slack/protocol';
import type { Workshop } from '../../../workshop/workshop';
import { startBench, wordsOf, type Bench, type BenchOptions } from '../../support/bolt';
import { openTestStore } from '../../support/store';

/** A bench with *nov* deployed, ada its organiser, and what people do with lists there. */
export interface Venue extends Bench {
  readonly nov: Workshop;
  open(): Promise<void>;
  /** Types `/workshop ...` in #crew as ada. */
  ada(words: string): Promise<void>;
  /** Drops a file in the DM with the bot. */
  drop(name: string, file: string, text: string, words?: string): Promise<void>;
  /** Everything the bot has written to this person's DM, oldest first. */
  inDm(name: string): PageMessage[];
  /** Who sits where: Slack handles, and names of those who are not in Slack. */
  seated(): Promise<Record<number, string | undefined>>;
  bytesOf(name: string, message: PageMessage): Promise<Buffer>;
}

export async function openVenue(
  seats: number,
  options: BenchOptions & { readonly spares?: number } = {},
): Promise<Venue> {
  const bench = await startBench(await openTestStore(), options);
  const { slack, world } = bench;
  const by = slack.person('ada').id;
  const nov = await world.deployed(seats, {
    crewChannel: slack.channelId('crew'),
    room: slack.channelId('workshop'),
    by,
    spec: { spares: options.spares ?? 0 },
    endsAt: new Date(Date.now() + 8 * 3_600_000),
  });
  const dmOf = async (actor: Actor): Promise<string> => {
    await actor.act({ type: 'open-dm', user: actor.state().bot.id });
    return actor.state().conversations.find((one) => one.kind === 'dm' && one.name === actor.state().bot.id)?.id ?? '';
  };
  return {
    ...bench,
    nov,
    async open() {
      await world.usher.open((await world.usher.get(nov.id)) ?? nov, by, slack.channelId('workshop'));
    },
    ada: (words) => bench.say('ada', 'crew', `/workshop ${words}`),
    async drop(name, file, text, words = '') {
      const actor = slack.person(name);
      const channel = await dmOf(actor);
      const key = `${file}-${Math.random()}`;
      await actor.act({ type: 'upload', key, name: file, content: Buffer.from(text).toString('base64') });
      await actor.act({ type: 'say', channel, text: words, files: [key] });
    },
    inDm(name) {
      const state = slack.person(name).state();
      const dm = state.conversations.find((one) => one.kind === 'dm' && one.name === state.bot.id)?.id;
      return state.messages.filter(({ channel, user }) => channel === dm && user === state.bot.id);
    },
    async seated() {
      const { seats: all, participants } = await world.usher.status(nov);
      const names = new Map(slack.people.map(({ id, name }) => [id, name]));
      const people = new Map(participants.map(({ id, userId, name }) => [id, userId ? names.get(userId) : name]));
      return Object.fromEntries(all.flatMap(({ no, owner }) => (owner ? [[no, people.get(owner)]] : [])));
    },
    async bytesOf(name, message) {
      const { id } = slack.person(name);
      const file = message.files?.[0];
      const response = await fetch(`${slack.url}download/${id}/${file?.id}/${file?.name}`);
      return Buffer.from(await response.arrayBuffer());
    },
  };
}

/** Waits until something holds. */
export async function soon(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 1_000) throw new Error(`never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const says = (messages: readonly PageMessage[], words: string): boolean =>
  messages.some((message) => wordsOf(message).includes(words));
