import type { Context } from '../context';
import type { Workshop } from '../workshop';

/** Lets participants have their cards, from the first ready seat on; may be repeated to name another room. */
export async function openWorkshop(
  context: Context,
  workshop: Workshop,
  by: string,
  room: string | undefined,
): Promise<{ opened: Workshop } | { refused: 'no-room' | 'not-deployed' }> {
  const doors = room ?? workshop.room;
  if (doors === undefined) return { refused: 'no-room' };
  const seats = await context.store.seats.list(workshop.id);
  if (!seats.some((seat) => seat.state === 'ready')) return { refused: 'not-deployed' };
  const opened = await context.store.workshops.update(workshop.id, {
    room: doors,
    openedAt: workshop.openedAt ?? context.clock.now(),
  });
  await context.emit({ workshopId: workshop.id, actor: by, type: 'workshop-opened', room: doors });
  return { opened };
}
