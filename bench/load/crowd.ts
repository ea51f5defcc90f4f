import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../local/slack';
import type { Stand } from '../../local/demo/stand';

const PATIENCE_MS = 300_000;

/** People who write to the bot, and what it answered them. */
export interface Crowd {
  readonly size: number;
  /** One of them writes; resolves with milliseconds until the first new message of the bot that they can see. */
  write(index: number, text: string): Promise<number>;
  /** Everything the bot has posted in that person's DM, edits aside; oldest first. */
  answers(index: number): readonly string[];
}

/** The guests of a stand, each in their DM with the bot. */
export async function gatherCrowd(stand: Stand): Promise<Crowd> {
  const bot = stand.slack.people.find((each) => each.isBot && each.name === 'usher')?.id ?? '';
  const guests = stand.slack.people.filter((each) => each.name.startsWith('guest-'));
  const people: Guest[] = [];
  for (const { name } of guests) people.push(await seat(stand.slack.person(name), bot));
  return {
    size: people.length,
    answers: (index) => [...people[index]!.answers.values()],
    async write(index, text) {
      const { actor, dm, arrivals } = people[index]!;
      const start = performance.now();
      const arrival = new Promise<number>((resolve) => arrivals.add(() => resolve(performance.now() - start)));
      await actor.act({ type: 'say', channel: dm, text });
      const gaveUp = new AbortController();
      const late = sleep(PATIENCE_MS, undefined, { signal: gaveUp.signal, ref: false }).then(() => {
        throw new Error(`@${actor.name} had no answer to "${text}" within ${PATIENCE_MS / 1000} s`);
      });
      try {
        return await Promise.race([arrival, late]);
      } finally {
        gaveUp.abort();
        late.catch(() => undefined);
      }
    },
  };
}

interface Guest {
  readonly actor: Actor;
  readonly dm: string;
  /** Text by ts. */
  readonly answers: Map<string, string>;
  readonly arrivals: Set<() => void>;
}

async function seat(actor: Actor, bot: string): Promise<Guest> {
  await actor.act({ type: 'open-dm', user: bot });
  const dm = actor.state().conversations.find((each) => each.kind === 'dm' && each.name === bot)?.id;
  if (dm === undefined) throw new Error(`${actor.name} has no DM with the bot`);
  const answers = new Map<string, string>();
  const arrivals = new Set<() => void>();
  actor.onMessage(({ channel, user, ts, text }) => {
    if (channel !== dm || user !== bot || answers.has(ts)) return;
    answers.set(ts, text.replaceAll('*', ''));
    for (const arrived of arrivals) arrived();
    arrivals.clear();
  });
  return { actor, dm, answers, arrivals };
}
