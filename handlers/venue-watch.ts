import type { VenueView } from '../workshop/usher/venues';
import type { HandlerDeps } from './deps';
import { createOutbox } from './progress/outbox';
import { venueTable } from './views/venue';

const EDITS_A_MINUTE = 6;
/** Another process may have read the codes. */
const LOOK_EVERY_MS = 20_000;

/** Keeps the crew's table of every venue check true, from the first code on. */
export function createVenueWatch(deps: HandlerDeps): { keep(signal: AbortSignal): Promise<void> } {
  const { usher, clock, log } = deps;
  const drawn = new Map<string, string>();

  async function show(view: VenueView, outbox: ReturnType<typeof createOutbox>): Promise<void> {
    const { venue, workshop, answers } = view;
    const message = venueTable(view);
    const now = JSON.stringify(message);
    if (answers.length === 0 || drawn.get(venue.id) === now) return;
    const { message: place } = venue;
    const edited = place && (await outbox.edit(place.channel, place.ts, () => message));
    if (edited !== 'edited') {
      const posted = edited === 'failed' ? undefined : await outbox.post(workshop.crewChannel, message);
      if (!posted) return;
      await usher.venues.noteMessage(venue.id, posted);
    }
    drawn.set(venue.id, now);
  }

  return {
    async keep(signal) {
      const outbox = createOutbox(deps, EDITS_A_MINUTE, signal);
      let news = new AbortController();
      const unsubscribe = usher.subscribe(({ type }) => {
        if (type === 'venue-checked') news.abort();
      });
      while (!signal.aborted) {
        news = new AbortController();
        try {
          for (const view of await usher.venues.standing()) await show(view, outbox);
        } catch (error) {
          log.error('the table of a venue check could not be shown', { reason: String(error) });
        }
        await clock.sleep(LOOK_EVERY_MS, AbortSignal.any([news.signal, signal]));
      }
      unsubscribe();
    },
  };
}
