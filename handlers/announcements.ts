import type { Announcement, Recipient } from '../workshop/announcement';
import type { Workshop } from '../workshop/workshop';
import type { HandlerDeps } from './deps';
import { createOutbox, type Outbox } from './progress/outbox';
import { createPacer } from './progress/pacer';
import { announcementEnded, announcementMessage } from './views/announce';

/** Slack lets a workspace have some hundred messages a minute, and cards and progress need theirs. */
const MESSAGES_A_MINUTE = 120;
const BURST = 10;
/** Announcements that another process took are looked for so often, should its word of them not arrive. */
const LOOK_EVERY_MS = 600_000;

/** Tells what was announced, one person after the other, and goes on where an earlier process ended. */
export interface Announcer {
  /** Until the signal aborts: stops between two people. */
  keep(signal: AbortSignal): Promise<void>;
}

export function createAnnouncements(deps: HandlerDeps): Announcer {
  const { usher, clock, log } = deps;
  const pacer = createPacer(clock, MESSAGES_A_MINUTE, BURST);

  async function tellOne(
    { id, text, by }: Announcement,
    workshop: Workshop,
    hearer: Recipient,
    outbox: Outbox,
    signal: AbortSignal,
  ): Promise<void> {
    const { place, userId } = hearer;
    const posted = userId && (await outbox.post(userId, announcementMessage(workshop, text, by)));
    // Stopped before Slack took it: whoever goes on tells them.
    const state = posted ? 'told' : signal.aborted ? 'due' : 'failed';
    await usher.announcements.settle(id, place, state);
  }

  async function tellAll(announcement: Announcement, outbox: Outbox, signal: AbortSignal): Promise<void> {
    const workshop = await usher.get(announcement.workshopId);
    if (!workshop) return;
    for (;;) {
      if (!(await pacer.take(signal))) return;
      const next = await usher.announcements.next(announcement.id);
      if (!next) break;
      await tellOne(announcement, workshop, next, outbox, signal);
    }
    const end = signal.aborted ? undefined : await usher.announcements.end(announcement.id);
    if (!end) return;
    const message = announcementEnded(workshop, end);
    if (!(await outbox.post(workshop.crewChannel, message))) await outbox.post(announcement.by, message);
  }

  return {
    async keep(signal) {
      const outbox = createOutbox(deps, MESSAGES_A_MINUTE, signal);
      let news = new AbortController();
      const unsubscribe = usher.subscribe((event) => {
        if (event.type === 'announced') news.abort();
      });
      while (!signal.aborted) {
        news = new AbortController();
        try {
          for (const announcement of await usher.announcements.unfinished())
            await tellAll(announcement, outbox, signal);
        } catch (error) {
          log.error('an announcement could not be told', { reason: String(error) });
        }
        await clock.sleep(LOOK_EVERY_MS, AbortSignal.any([news.signal, signal]));
      }
      unsubscribe();
    },
  };
}
