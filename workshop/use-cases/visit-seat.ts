import type { Context } from '../context';
import type { Seat } from '../seat';
import type { Visited } from '../usher/seating';
import type { Workshop } from '../workshop';

/** Notes that somebody is given a seat's addresses and password to look in, and tells who sits there and is to know. */
export async function visitSeat(
  context: Context,
  workshop: Workshop,
  by: string,
  no: number,
  cardOf: (seat: Seat) => Visited['card'],
): Promise<Visited | undefined> {
  const { store } = context;
  const seat = (await store.seats.list(workshop.id)).find((each) => each.no === no);
  if (!seat) return undefined;
  const sitter = (await store.participants.list(workshop.id)).find(({ id }) => id === seat.owner);
  // Before the words are handed out: nobody shall have them who is not on record.
  await context.emit({ workshopId: workshop.id, actor: by, type: 'seat-visited', no });
  return { seat, card: cardOf(seat), sitter };
}
