import type { Context } from '../context';
import type { Workshop } from '../workshop';

/** Workshops in which people may still have seats. */
export const livingWorkshops = async ({ store }: Context): Promise<Workshop[]> =>
  (await store.workshops.list()).filter(({ state }) => state !== 'destroying');

/** Whether this Slack user sits there already. */
export async function hasSeat({ store }: Context, workshop: Workshop, userId: string): Promise<boolean> {
  const participant = await store.participants.byUser(workshop.id, userId);
  if (participant === undefined) return false;
  return (await store.seats.list(workshop.id)).some((seat) => seat.owner === participant.id);
}
