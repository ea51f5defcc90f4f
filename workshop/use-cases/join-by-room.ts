import type { Context } from '../context';
import type { Joined, Left } from '../usher/doors';
import type { Workshop } from '../workshop';
import { claimIn } from './claim-seat';
import { isCrew } from './crew';
import { livingWorkshops } from './living';

/** How long a seat waits for somebody who left the room: a slip is undone in a minute, a queue moves on after ten. */
const GRACE_MS = 10 * 60_000;

/** Workshops whose seats come and go with membership of this channel. */
const joinedBy = async (context: Context, channel: string): Promise<Workshop[]> =>
  (await livingWorkshops(context)).filter(({ join, room }) => join === 'room' && room === channel);

/** Seats whoever came into the room. The crew and bots are there for other reasons and ask for themselves. */
export async function joinRoom(context: Context, userId: string, channel: string): Promise<Joined[]> {
  const joined: Joined[] = [];
  for (const workshop of await joinedBy(context, channel)) {
    const before = await sitterOf(context, workshop, userId);
    if (before?.participant.leavingAt) {
      await context.store.participants.update(before.participant.id, { leavingAt: undefined });
    }
    if (before?.seat) {
      const { seat, participant } = before;
      if (participant.leavingAt) joined.push({ kind: 'back', workshop, seat, participant });
      continue;
    }
    if (!(await isParticipant(context, workshop, userId, channel))) continue;
    joined.push(await claimIn(context, workshop, userId));
  }
  return joined;
}

/** Lets the seat wait for whoever left the room, and takes them off the waitlist. Who is on the list keeps their seat. */
export async function leaveRoom(context: Context, userId: string, channel: string): Promise<Left[]> {
  const { participants } = context.store;
  const left: Left[] = [];
  for (const workshop of await joinedBy(context, channel)) {
    const sitter = await sitterOf(context, workshop, userId);
    if (!sitter || sitter.participant.listed || (await isCrew(context, workshop, userId))) continue;
    const { seat, participant } = sitter;
    if (seat) {
      const until = new Date(context.clock.now().getTime() + GRACE_MS);
      await participants.update(participant.id, { leavingAt: until });
      left.push({ kind: 'grace', workshop, seat, participant, until, used: participant.cardTs !== undefined });
    } else if (await participants.stopWaiting(participant.id)) {
      left.push({ kind: 'off-waitlist', workshop, participant });
    }
  }
  return left;
}

/** Asked anew: the event may be minutes old, and the list of members older than it. */
const isParticipant = async (context: Context, workshop: Workshop, userId: string, channel: string): Promise<boolean> =>
  (await context.directory.isMember(channel, userId, true)) &&
  (await context.directory.standing(userId)) !== 'bot' &&
  !(await isCrew(context, workshop, userId));

async function sitterOf({ store }: Context, { id }: Workshop, userId: string) {
  const participant = await store.participants.byUser(id, userId);
  if (!participant) return undefined;
  return { participant, seat: (await store.seats.list(id)).find(({ owner }) => owner === participant.id) };
}
