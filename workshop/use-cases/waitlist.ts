import type { Context } from '../context';
import { isInSlack, type Participant, type Seat } from '../seat';
import type { Usher } from '../usher/usher';
import type { Waitlist } from '../usher/doors';
import type { Workshop } from '../workshop';

/** Gives free seats to those who wait, first come first seated, until either runs out; how many. */
export async function seatWaiting(context: Context, workshop: Workshop): Promise<number> {
  const { seats, participants } = context.store;
  let seated = 0;
  for (let seat = await seats.seatNext(workshop.id); seat; seat = await seats.seatNext(workshop.id)) {
    seated += 1;
    const owner = (await participants.list(workshop.id)).find(({ id }) => id === seat?.owner);
    if (owner?.userId === undefined) continue;
    const { no } = seat;
    await context.emit({ workshopId: workshop.id, actor: 'usher', type: 'seat-claimed', no, userId: owner.userId });
  }
  return seated;
}

/** Who waits, and who has not opened their seat. */
export async function waitlistOf({ store }: Context, workshop: Workshop): Promise<Waitlist> {
  const { seats, participants } = store;
  const [rows, people] = await Promise.all([seats.list(workshop.id), participants.list(workshop.id)]);
  return readWaitlist(workshop, rows, people);
}

/** As `waitlistOf`, from what was read already. */
export function readWaitlist({ openedAt }: Workshop, seats: readonly Seat[], people: readonly Participant[]): Waitlist {
  const seatOf = new Map(seats.map((seat) => [seat.owner, seat]));
  const waiting = people
    .filter(isInSlack)
    .filter((each) => each.waitingSince !== undefined && !seatOf.has(each.id))
    .sort((a, b) => (a.waitingSince?.getTime() ?? 0) - (b.waitingSince?.getTime() ?? 0));
  const unopened = people.filter(isInSlack).flatMap((participant) => {
    const { id, arrivedAt, cardTs } = participant;
    const seat = seatOf.get(id);
    if (openedAt === undefined || seat?.state !== 'ready' || cardTs === undefined || arrivedAt !== undefined) return [];
    return [{ seat, participant, since: new Date(Number(cardTs) * 1000) }];
  });
  return { waiting, unopened: unopened.sort((a, b) => a.seat.no - b.seat.no) };
}

/** One seat for each who waits, the lowest first; who opens theirs at this moment keeps it. */
export async function offerUnopened(
  context: Context,
  workshop: Workshop,
  by: string,
): ReturnType<Usher['offerUnopened']> {
  const { waiting, unopened } = await waitlistOf(context, workshop);
  const given: { no: number; userId: string }[] = [];
  for (const { seat, participant } of unopened) {
    if (given.length === waiting.length) break;
    if (!(await context.store.seats.free(workshop.id, seat.no, participant.id, 'given', 'arrived'))) continue;
    given.push({ no: seat.no, userId: participant.userId });
    await tellFreed(context, workshop, by, seat.no, participant.userId);
  }
  await seatWaiting(context, workshop);
  return given;
}

/** The word of the crew that work left at a seat may go to somebody else. */
export async function freeLeft(
  context: Context,
  workshop: Workshop,
  by: string,
  no: number,
): ReturnType<Usher['freeLeft']> {
  const { store, directory, clock } = context;
  const seat = (await store.seats.list(workshop.id)).find((each) => each.no === no);
  const sitter = (await store.participants.list(workshop.id)).find(({ id }) => id === seat?.owner);
  if (!sitter?.leavingAt || !isInSlack(sitter) || sitter.leavingAt > clock.now()) return { refused: 'not-left' };
  if (workshop.room !== undefined && (await directory.isMember(workshop.room, sitter.userId))) {
    await store.participants.update(sitter.id, { leavingAt: undefined });
    return { refused: 'came-back' };
  }
  if (!(await store.seats.free(workshop.id, no, sitter.id, 'freed'))) return { refused: 'not-left' };
  await tellFreed(context, workshop, by, no, sitter.userId);
  await seatWaiting(context, workshop);
  return { freed: sitter.userId };
}

/** Records that a seat is nobody's any more. */
export const tellFreed = (
  context: Context,
  { id }: Workshop,
  actor: string,
  no: number,
  userId: string,
): Promise<void> => context.emit({ workshopId: id, actor, type: 'seat-freed', no, userId });
