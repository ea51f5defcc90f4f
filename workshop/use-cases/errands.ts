import { randomUUID } from 'node:crypto';
import type { Context } from '../context';
import type { ArchivedSeat, Errand, ErrandSeat } from '../errand';
import type { NewErrand } from '../ports/errand-store';
import { readPushPath } from '../push-path';
import type { Participant } from '../seat';
import type { ArchiveLetter, Errands } from '../usher/errands';
import type { Workshop } from '../workshop';
import { ARCHIVE_MS, keptArchives } from './kept-archives';

/** A file may have been changed since; an older draft is made anew. */
const DRAFT_LIVES_MS = 3_600_000;

/** Errands over the store, so that another process can go on where this one ended. */
export function erranding(context: Context): Errands {
  const { store, clock, archive, files } = context;
  const { errands } = store;

  async function begin(errand: NewErrand | Errand, seats: readonly Pick<ErrandSeat, 'no' | 'owner'>[], by: string) {
    const begun = await errands.begin('id' in errand ? errand.id : errand, seats);
    if (begun === undefined || 'running' in begun) return begun;
    const { id, workshopId, kind, file } = begun.started;
    const numbers = seats.map(({ no }) => no);
    const what = { errandId: id, kind, seats: numbers, ...(file ? { path: file.path } : {}) };
    await context.emit({ workshopId, actor: by, type: 'errand-started', ...what });
    return begun;
  }

  /** Seats that have something on AWS. */
  const standing = async (workshop: Workshop) =>
    workshop.state === 'destroyed' || workshop.state === 'destroying'
      ? []
      : (await store.seats.list(workshop.id)).filter(({ state }) => state !== 'absent' && state !== 'creating');

  async function letterOf(workshop: Workshop, seat: ArchivedSeat, userId: string | undefined): Promise<ArchiveLetter> {
    const link = await archive.link(workshop, seat.no);
    const gone = new Date(seat.at.getTime() + ARCHIVE_MS);
    return { workshop, seat, userId, link: { ...link, until: link.until < gone ? link.until : gone } };
  }

  return {
    async collect(workshop, by, chosen) {
      const seats = await standing(workshop);
      if (seats.length === 0) return { refused: 'not-deployed' };
      const wanted = seats.filter(({ no, owner }) => (chosen ? chosen.includes(no) : owner !== undefined));
      if (wanted.length === 0) return { refused: 'nobody' };
      const begun = await begin({ workshopId: workshop.id, kind: 'collect', by }, wanted, by);
      if (begun === undefined) throw new Error('an errand that is no draft is gone');
      return begun;
    },

    async draftPush(workshop, by, typed, source) {
      const path = readPushPath(typed);
      if (path === undefined) return { refused: 'bad-path' };
      const seats = await standing(workshop);
      if (seats.length === 0) return { refused: 'not-deployed' };
      const key = randomUUID();
      const bytes = await files.stage(workshop, key, source);
      const draft = await errands.draft({ workshopId: workshop.id, kind: 'push', by, file: { path, bytes, key } });
      return { draft, seats: seats.map(({ no }) => no) };
    },

    async workshopOf(id) {
      const errand = await errands.get(id);
      return errand && store.workshops.get(errand.workshopId);
    },

    async confirmPush(id, by) {
      const draft = await errands.get(id);
      const workshop = draft && (await store.workshops.get(draft.workshopId));
      if (!draft || !workshop) return { refused: 'unknown' };
      if (draft.state !== 'draft') return { refused: 'begun' };
      if (clock.now().getTime() - draft.createdAt.getTime() > DRAFT_LIVES_MS) return { refused: 'old' };
      const seats = await standing(workshop);
      if (seats.length === 0) return { refused: 'not-deployed' };
      return (await begin(draft, seats, by)) ?? { refused: 'begun' };
    },

    async view(id) {
      const errand = await errands.get(id);
      const workshop = errand && (await store.workshops.get(errand.workshopId));
      if (!errand || !workshop) return undefined;
      const [seats, participants] = await Promise.all([errands.seats(id), store.participants.list(workshop.id)]);
      return { errand, workshop, seats, people: new Map(participants.map((each) => [each.id, each])) };
    },

    untold: () => errands.untold(),
    noteMessage: (id, message, before) => errands.setMessage(id, message, before),
    tellEnd: (id) => errands.tellEnd(id),

    async nextLetter(id) {
      const errand = await errands.get(id);
      const workshop = errand && (await store.workshops.get(errand.workshopId));
      if (!workshop || errand.kind !== 'collect') return undefined;
      for (;;) {
        const seat = await errands.takeLetter(id);
        if (!seat) return undefined;
        try {
          const archived = (await keptArchives(context, workshop.id)).find(({ no }) => no === seat.no);
          const owner = (await store.participants.list(workshop.id)).find((each) => each.id === seat.owner);
          // It may have been collected anew meanwhile, from somebody else.
          if (archived && owner && archived.owner === owner.id) return await letterOf(workshop, archived, owner.userId);
        } catch (error) {
          await errands.returnLetter(id, seat.no);
          throw error;
        }
      }
    },

    archives: (workshopId) => keptArchives(context, workshopId),

    async ownArchive(workshopId, userId) {
      const [workshop, mine] = await Promise.all([
        store.workshops.get(workshopId),
        store.participants.byUser(workshopId, userId),
      ]);
      const seat =
        workshop && mine && (await keptArchives(context, workshopId)).findLast(({ owner }) => owner === mine.id);
      return workshop && seat && letterOf(workshop, seat, userId);
    },

    async cardArchives(workshop, by, chosen) {
      const people = new Map<string, Participant>(
        (await store.participants.list(workshop.id)).map((each) => [each.id, each]),
      );
      const seats = (await keptArchives(context, workshop.id)).filter(
        ({ no, owner }) =>
          (chosen === undefined || chosen.includes(no)) && people.get(owner ?? '')?.userId === undefined,
      );
      const letters = [];
      for (const seat of seats) {
        const sitter = people.get(seat.owner ?? '');
        letters.push({ ...(await letterOf(workshop, seat, undefined)), ...(sitter ? { sitter } : {}) });
      }
      const numbers = seats.map(({ no }) => no);
      if (numbers.length > 0) {
        await context.emit({ workshopId: workshop.id, actor: by, type: 'archives-linked', seats: numbers });
      }
      return letters;
    },
  };
}
