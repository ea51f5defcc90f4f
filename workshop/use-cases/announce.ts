import type { Audience, Hearer } from '../announcement';
import type { Context } from '../context';
import type { Announcements } from '../usher/announcements';
import type { Workshop } from '../workshop';
import { isCrew } from './crew';

/** "Lunch is ready" is not true for ever: an older draft is written anew. */
const DRAFT_LIVES_MS = 3_600_000;

/** Telling many people the same, over the store, so that another process can go on where this one ended. */
export function announcing(context: Context): Announcements {
  const { store, clock } = context;
  const { announcements } = store;
  return {
    async draft(workshop, by, text, audience) {
      const hearers = await hearersOf(context, workshop, audience);
      const announcement = await announcements.draft({ workshopId: workshop.id, by, text, audience });
      return { announcement, hearers };
    },

    async workshopOf(id) {
      const draft = await announcements.get(id);
      return draft && store.workshops.get(draft.workshopId);
    },

    async confirm(id, by) {
      const draft = await announcements.get(id);
      const workshop = draft && (await store.workshops.get(draft.workshopId));
      if (!draft || !workshop) return { refused: 'unknown' };
      if (draft.state !== 'draft') return { refused: 'begun' };
      if (clock.now().getTime() - draft.createdAt.getTime() > DRAFT_LIVES_MS) return { refused: 'old' };
      const hearers = await hearersOf(context, workshop, draft.audience);
      if (!hearers.some(({ userId }) => userId !== undefined)) return { refused: 'nobody' };
      if (!(await announcements.begin(id, hearers))) return { refused: 'begun' };
      await context.emit({
        workshopId: workshop.id,
        actor: by,
        type: 'announced',
        announcementId: id,
        text: draft.text,
        people: hearers.length,
      });
      return { confirmed: { ...draft, state: 'telling' }, workshop, hearers };
    },

    unfinished: () => announcements.unfinished(),
    next: (id) => announcements.takeNext(id),
    settle: (id, place, state) => announcements.settle(id, place, state),

    async end(id) {
      if (!(await announcements.finish(id))) return undefined;
      const announcement = await announcements.get(id);
      if (!announcement) return undefined;
      const recipients = await announcements.recipients(id);
      await context.emit({
        workshopId: announcement.workshopId,
        actor: 'usher',
        type: 'announcement-ended',
        announcementId: id,
        told: recipients.filter(({ state }) => state === 'told').length,
        people: recipients.length,
      });
      return { announcement, recipients };
    },
  };
}

/** In order of seats, those without a seat last. */
async function hearersOf(context: Context, workshop: Workshop, audience: Audience): Promise<readonly Hearer[]> {
  const { store, directory } = context;
  const [seats, participants] = await Promise.all([
    store.seats.list(workshop.id),
    store.participants.list(workshop.id),
  ]);
  const userOf = new Map<string, string | undefined>(participants.map(({ id, userId }) => [id, userId]));
  const seated = seats.flatMap(({ no, owner }): Hearer[] =>
    owner === undefined ? [] : [{ no, userId: userOf.get(owner) }],
  );
  if (audience.kind === 'seats') return seated.filter(({ no }) => no !== undefined && audience.seats.includes(no));
  const sitting = new Set(seated.map(({ userId }) => userId));
  if (audience.kind === 'all') {
    const waiting = participants.filter(({ userId }) => userId !== undefined && !sitting.has(userId));
    return [...seated, ...waiting.map(({ userId }): Hearer => ({ userId, no: undefined }))];
  }
  if (workshop.room === undefined) return [];
  const others = (await directory.members(workshop.room)).filter((userId) => !sitting.has(userId));
  const people = await Promise.all(
    others.map(
      async (userId) =>
        !['bot', 'gone'].includes(await directory.standing(userId)) && !(await isCrew(context, workshop, userId)),
    ),
  );
  return others.flatMap((userId, index) => (people[index] ? [{ userId, no: undefined }] : []));
}
