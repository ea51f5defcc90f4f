import type { Context } from '../context';
import { sameName } from '../roster';
import type { Participant, Seat } from '../seat';
import type { Assigned, AssignRequest, Released } from '../usher/seating';
import type { Workshop } from '../workshop';
import { seatWaiting } from './waitlist';

/** Gives a seat to a Slack user, or to somebody by name; who sits elsewhere moves only where `from` says that it is known. */
export async function assignSeat(
  context: Context,
  workshop: Workshop,
  by: string,
  asked: AssignRequest,
): Promise<Assigned> {
  const { store } = context;
  const [seats, participants] = await Promise.all([
    store.seats.list(workshop.id),
    store.participants.list(workshop.id),
  ]);
  const seat = seats.find(({ no }) => no === asked.no);
  if (!seat) return { refused: 'no-such-seat' };
  const known = knownAs(participants, asked);
  if (known.length > 1) return { refused: 'several', people: known };
  const [person] = known;
  const current = person && seats.find(({ owner }) => owner === person.id);
  if (person && current?.no === seat.no) return { refused: 'sits-there', participant: person };
  if (seat.spare) return { refused: 'spare' };
  const sitter = participants.find(({ id }) => id === seat.owner);
  if (sitter) return { refused: 'taken', by: sitter };
  if (person && current && current.no !== asked.from) {
    return { refused: 'sits-elsewhere', participant: person, seat: current };
  }
  const { userId, name } = asked;
  const participant =
    person ??
    (await store.participants.addListed(workshop.id, {
      ...(userId === undefined ? {} : { userId }),
      ...(name === undefined ? {} : { name }),
    }));
  const given = await giveSeat(context, workshop, by, seat.no, participant, asked.from);
  // Somebody was quicker: looked at again, it is said who.
  if (typeof given === 'string') return assignSeat(context, workshop, by, asked);
  if (asked.from !== undefined) await seatWaiting(context, workshop);
  return { assigned: given, participant };
}

function knownAs(
  participants: readonly Participant[],
  { participantId, userId, name }: AssignRequest,
): readonly Participant[] {
  if (participantId !== undefined) return participants.filter((each) => each.id === participantId);
  if (userId !== undefined) return participants.filter((each) => each.userId === userId);
  return participants.filter((each) => each.name !== undefined && sameName(each.name) === sameName(name ?? ''));
}

/** Gives the seat and tells of it. */
export async function giveSeat(
  context: Context,
  workshop: Workshop,
  by: string,
  no: number,
  { id }: Participant,
  from?: number,
): Promise<Seat | 'taken' | 'elsewhere'> {
  const { store } = context;
  const given = await store.seats.assign(workshop.id, no, id, from);
  if (typeof given === 'string') return given;
  await context.emit({
    workshopId: workshop.id,
    actor: by,
    type: 'seat-assigned',
    no,
    participantId: id,
    ...(from === undefined ? {} : { from }),
  });
  return given;
}

/** Frees a seat, if this participant still sits there; it goes to the first who waits. */
export async function releaseSeat(
  context: Context,
  workshop: Workshop,
  by: string,
  no: number,
  participantId: string,
): Promise<Released> {
  if (!(await context.store.seats.free(workshop.id, no, participantId, 'released'))) return { refused: 'not-there' };
  await context.emit({ workshopId: workshop.id, actor: by, type: 'seat-released', no, participantId });
  await seatWaiting(context, workshop);
  return { released: true };
}
