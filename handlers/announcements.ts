import type { Announcement, Recipient } from '../workshop/announcement';
import type { Workshop } from '../workshop/workshop';
import type { HandlerDeps } from './deps';
import { createOutbox } from './progress/outbox';
import { createPacer } from './progress/pacer';
import { announcementEnded, announcementMessage } from './views/announce';

/** Slack lets a workspace have some hundred messages a minute, and cards and progress need theirs. */
const MESSAGES_A_MINUTE = 120;
const BURST = 10;
/** Announcements that another process took are looked for so often, should its word of them not arrive. */
const LOOK_EVERY_MS = 600_000;

/** Tells what was announced, one person after the other, and goes on where an earlier process ended. */
export interface Announcer {
  start(): void;
  /** Stops between two people. */
  stop(): Promise<void>;
}

export function createAnnouncements(deps: HandlerDeps): Announcer {
  const { usher, clock, log } = deps;
  const stopping = new AbortController();
  const outbox = createOutbox(deps, MESSAGES_A_MINUTE, stopping.signal);
  const pacer = createPacer(clock, MESSAGES_A_MINUTE, BURST);
  let unsubscribe = (): void => undefined;
  let news = new AbortController();
  let done: Promise<void> = Promise.resolve();

  async function tellOne({ id, text, by }: Announcement, workshop: Workshop, hearer: Recipient): Promise<void> {
    const { place, userId } = hearer;
    const posted = userId && (await outbox.post(userId, announcementMessage(workshop, text, by)));
    // Stopped before Slack took it: whoever goes on tells them.
    const state = posted ? 'told' : stopping.signal.aborted ? 'due' : 'failed';
    await usher.announcements.settle(id, place, state);
  }

  async function tellAll(announcement: Announcement): Promise<void> {
    const workshop = await usher.get(announcement.workshopId);
    if (!workshop) return;
    for (;;) {
      if (!(await pacer.take(stopping.signal))) return;
      const next = await usher.announcements.next(announcement.id);
      if (!next) break;
      await tellOne(announcement, workshop, next);
    }
    const end = stopping.signal.aborted ? undefined : await usher.announcements.end(announcement.id);
    if (!end) return;
    const message = announcementEnded(workshop, end);
    if (!(await outbox.post(workshop.crewChannel, message))) await outbox.post(announcement.by, message);
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      news = new AbortController();
      try {
        for (const announcement of await usher.announcements.unfinished()) await tellAll(announcement);
      } catch (error) {
        log.error('an announcement could not be told', { reason: String(error) });
      }
      await clock.sleep(LOOK_EVERY_MS, AbortSignal.any([news.signal, stopping.signal]));
    }
  }

  return {
    start() {
      unsubscribe = usher.subscribe((event) => {
        if (event.type === 'announced') news.abort();
      });
      done = work();
    },
    async stop() {
      unsubscribe();
      stopping.abort();
      await done;
    },
  };
}
