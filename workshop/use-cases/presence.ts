import type { Context } from '../context';
import { isInSlack } from '../seat';
import { livingWorkshops } from './living';
import type { Presence } from '../usher/presence';

/** Key of the sign of life of whoever speaks for Usher. */
const VOICE = 'voice';

/** Keeps a sign of life, by which a later process, or this one after a sleep, knows how long nobody was there. */
export function presence(context: Context): Presence {
  const { store, clock } = context;
  return {
    lastSeen: () => store.signs.last(VOICE),
    seen: () => store.signs.note(VOICE, clock.now()),
    async concerned() {
      return Promise.all(
        (await livingWorkshops(context)).map(async (workshop) => ({
          workshop,
          people: (await store.participants.list(workshop.id))
            .filter(isInSlack)
            .map(({ userId, dmChannel: dm }) => ({ userId, dm })),
        })),
      );
    },
    wasAway: (workshop, { from, until, answered }) =>
      context.emit({
        workshopId: workshop.id,
        actor: 'usher',
        type: 'usher-away',
        from: from.toISOString(),
        until: until.toISOString(),
        answered,
      }),
  };
}
