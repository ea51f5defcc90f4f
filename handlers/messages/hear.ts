import PQueue from 'p-queue';
import { mayAnywhere } from '../../workshop/crew';
import { createTurns } from '../cards/in-turn';
import type { HandlerDeps } from '../deps';
import { leastFor, WINDOWS } from '../guards/roles';
import { picturesOf } from '../help/pictures';
import { dropRoster } from '../roster/drop';
import { rosterAmong } from '../roster/file';
import { ROSTER_IMPORT } from '../views/roster-import';
import type { Said } from './answer-dm';
import { answering, type Place } from './reach';

/** A message with one of these was written by a person just now; all others (edits, joins, bots) are not answered. */
const BY_PEOPLE = new Set([undefined, 'file_share', 'me_message', 'thread_broadcast']);

/**
 * People answered at once: as many as keep Slack busy. When 1,000 write at the same moment the others wait here, the first are
 * answered long before the last, and nothing else waits behind a thousand questions to the database.
 */
const ANSWERED_AT_ONCE = 50;

/** A message in somebody's DM with Usher, as Slack tells of it. */
export interface Written {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly text?: string;
  readonly subtype?: string | undefined;
  readonly bot_id?: string;
  readonly thread_ts?: string;
  readonly files?: readonly unknown[];
}

/** Answers it, once: false where it was heard before, within `forMs` where that is said, or is none that is answered. */
export type Hear = (written: Written, botUserId: string | undefined, forMs?: number) => Promise<boolean>;

export function createHear(
  deps: HandlerDeps,
  answer: (place: Place, said: Said, botUserId: string | undefined) => Promise<void>,
): Hear {
  const crowd = new PQueue({ concurrency: ANSWERED_AT_ONCE });
  const oneByOne = createTurns();
  return async (written, botUserId, forMs) => {
    if (!BY_PEOPLE.has(written.subtype) || written.bot_id !== undefined) return false;
    const { user: userId, channel, ts, thread_ts: threadTs } = written;
    const place: Place = { userId, channel, ...(threadTs === undefined ? {} : { threadTs }) };
    const sheet = rosterAmong(written.files);
    const said = { text: written.text ?? '', pictures: picturesOf(written.files) };
    let isFirst = false;
    // Who writes many messages takes the place of one.
    await oneByOne(userId, () =>
      crowd.add(() =>
        answering(deps, place, async () => {
          // Known by its place: Slack sends an event up to four times, and an absence is made up for.
          isFirst = await deps.firstSight(`message ${channel} ${ts}`, forMs);
          if (!isFirst) return;
          if (sheet && mayAnywhere(await deps.usher.rights(userId), leastFor(WINDOWS, ROSTER_IMPORT)))
            return dropRoster(deps, place, sheet, said.text);
          await answer(place, said, botUserId);
        }),
      ),
    );
    return isFirst;
  };
}
