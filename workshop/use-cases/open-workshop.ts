import type { Context } from '../context';
import type { Usher } from '../usher/usher';
import type { Workshop } from '../workshop';

/** The room the doors lead to; where members of the room may join, there is no opening without one. */
const roomFor = (workshop: Workshop, room: string | undefined): { room: string | undefined } | undefined => {
  const doors = room ?? workshop.room;
  return doors === undefined && workshop.join === 'room' ? undefined : { room: doors };
};

/** Lets participants have their cards, from the first ready seat on; may be repeated to name another room. */
export async function openWorkshop(
  context: Context,
  workshop: Workshop,
  by: string,
  room: string | undefined,
): ReturnType<Usher['open']> {
  const doors = roomFor(workshop, room);
  if (!doors) return { refused: 'no-room' };
  const seats = await context.store.seats.list(workshop.id);
  if (!seats.some((seat) => seat.state === 'ready')) return { refused: 'not-deployed' };
  const opened = await context.store.workshops.update(workshop.id, {
    room: doors.room,
    openedAt: workshop.openedAt ?? context.clock.now(),
    opensAt: undefined,
    opensBy: undefined,
    closedAt: undefined,
    // The one of before the doors were shut says so, and stays as it is.
    ...(workshop.openedAt === undefined ? { invitation: undefined } : {}),
  });
  await context.emit({ workshopId: workshop.id, actor: by, type: 'workshop-opened', ...named(doors.room) });
  return { opened };
}

/** Notes the time, for `tend` to open by; whoever has a seat is told. */
export async function planOpening(
  context: Context,
  workshop: Workshop,
  by: string,
  room: string | undefined,
  at: Date,
): ReturnType<Usher['planOpening']> {
  const { workshops, participants, seats } = context.store;
  if (workshop.openedAt !== undefined) return { refused: 'open' };
  const doors = roomFor(workshop, room);
  if (!doors) return { refused: 'no-room' };
  if (workshop.endsAt && at >= workshop.endsAt) return { refused: 'after-end' };
  const planned = await workshops.update(workshop.id, { room: doors.room, opensAt: at, opensBy: by });
  const owners = new Set((await seats.list(workshop.id)).map(({ owner }) => owner));
  for (const { id } of await participants.list(workshop.id)) {
    if (owners.has(id)) await participants.update(id, { news: 'opens' });
  }
  await context.emit({ workshopId: workshop.id, actor: by, type: 'opening-planned', at: at.toISOString() });
  return { planned };
}

/** Closes the doors, or takes back a planned opening. */
export async function closeWorkshop(context: Context, workshop: Workshop, by: string): ReturnType<Usher['close']> {
  const wasOpen = workshop.openedAt !== undefined;
  if (!wasOpen && workshop.opensAt === undefined) return { refused: 'not-open' };
  const closed = await context.store.workshops.update(workshop.id, {
    openedAt: undefined,
    opensAt: undefined,
    opensBy: undefined,
    ...(wasOpen ? { closedAt: context.clock.now() } : {}),
  });
  await context.emit({ workshopId: workshop.id, actor: by, type: 'workshop-closed' });
  return wasOpen ? { closed } : { unplanned: closed };
}

export const named = (room: string | undefined): { room?: string } => (room === undefined ? {} : { room });
