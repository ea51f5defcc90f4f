import type { Absence, Concerned } from '../../workshop/usher/presence';
import type { HandlerDeps } from '../deps';
import type { Hear } from '../messages/hear';
import { createOutbox } from '../progress/outbox';
import { backAgain } from '../views/away';
import { missedIn } from './missed';

const BEAT_MS = 10_000;
/** After a shorter absence Slack has everything sent again by itself, and nobody has noticed. */
const SHORTEST_MS = 45_000;
/** An absence that is told though nobody wrote. */
const TOLD_MS = 3 * 60_000;
/** What was written in the last moments before may have died with its answer. */
const BEFORE_MS = 15_000;
/** Slack sends what was not heard again within five minutes; after a longer absence also those are asked who never wrote before. */
const REPEATED_MS = 5 * 60_000;

/** Notices that Usher was away: not running, asleep with its laptop, or without Slack. */
export interface Away {
  /** Until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

export function createAway(deps: HandlerDeps, hear: Hear, beatMs = BEAT_MS): Away {
  const { usher, client, clock, log, directory } = deps;

  /** The last sign of life, where this process gave it and has heard Slack ever since. */
  let mine: Date | undefined;

  async function beat(signal: AbortSignal): Promise<void> {
    if (deps.hears?.() === false) {
      mine = undefined;
      return;
    }
    const last = mine ?? (await usher.presence.lastSeen());
    const now = clock.now();
    if (last && now.getTime() - last.getTime() >= SHORTEST_MS) {
      await comeBack({ from: last, until: now }, signal);
      if (signal.aborted) return;
    }
    await usher.presence.seen();
    mine = clock.now();
  }

  async function comeBack(away: Omit<Absence, 'answered'>, signal: AbortSignal): Promise<void> {
    const { user_id: me = '' } = await client.auth.test();
    const outbox = createOutbox(deps, 1, signal);
    const lasted = away.until.getTime() - away.from.getTime();
    const heard = new Map<string, number>();
    for (const concerned of await usher.presence.concerned()) {
      const { workshop } = concerned;
      let answered = 0;
      for (const person of await peopleOf(concerned, lasted, me)) {
        if (signal.aborted) return;
        if (!heard.has(person.userId)) heard.set(person.userId, await answerMissed(person, away, me));
        answered += heard.get(person.userId) ?? 0;
      }
      if (answered === 0 && (lasted < TOLD_MS || workshop.deployedAt === undefined)) continue;
      await outbox.post(workshop.crewChannel, backAgain(workshop, { ...away, answered }));
      await usher.presence.wasAway(workshop, { ...away, answered });
    }
  }

  async function peopleOf(
    { workshop, people }: Concerned,
    lasted: number,
    me: string,
  ): Promise<Concerned['people'][number][]> {
    const { room, openedAt } = workshop;
    if (lasted < REPEATED_MS || room === undefined || openedAt === undefined) return [...people];
    const known = new Set([me, ...people.map(({ userId }) => userId)]);
    // Where Slack does not say who is in the room, those who are known are answered all the same.
    const members = await directory.members(room).catch(() => []);
    const others = members.filter((userId) => !known.has(userId));
    return [...people, ...others.map((userId) => ({ userId, dm: undefined }))];
  }

  /** How many messages of theirs were answered now. */
  async function answerMissed(
    person: Concerned['people'][number],
    { from, until }: Omit<Absence, 'answered'>,
    me: string,
  ): Promise<number> {
    try {
      const since = new Date(from.getTime() - BEFORE_MS);
      let answered = 0;
      for (const written of await missedIn(client, person, { from: since, until })) {
        // Heard before the absence and not answered: that answer died.
        if (await hear(written, me, clock.now().getTime() - from.getTime())) answered += 1;
      }
      return answered;
    } catch (error) {
      log.warn('somebody’s messages could not be looked for after an absence', { reason: String(error) });
      return 0;
    }
  }

  return {
    async keep(signal) {
      mine = undefined;
      while (!signal.aborted) {
        await beat(signal).catch((error: unknown) =>
          log.error('an absence could not be looked after', { reason: String(error) }),
        );
        await clock.sleep(beatMs, signal);
      }
    },
  };
}
