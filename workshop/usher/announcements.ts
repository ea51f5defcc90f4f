import type { Announcement, AnnouncementEnd, Audience, Hearer, Recipient } from '../announcement';
import type { Workshop } from '../workshop';

/** Telling many people the same: drafted, shown, confirmed, told one by one. */
export interface Announcements {
  draft(workshop: Workshop, by: string, text: string, audience: Audience): Promise<AnnouncementDraft>;
  /** Whose it is; undefined where there is no such announcement. */
  workshopOf(id: string): Promise<Workshop | undefined>;
  /** Lets it be told to whoever it is for now. `old`: drafted more than an hour ago. `begun`: somebody did that before. */
  confirm(
    id: string,
    by: string,
  ): Promise<
    | { confirmed: Announcement; workshop: Workshop; hearers: readonly Hearer[] }
    | { refused: 'unknown' | 'old' | 'begun' | 'nobody' }
  >;
  /** Those that are being told, oldest first. */
  unfinished(): Promise<Announcement[]>;
  /** The next one to tell, given to one caller only; undefined where nobody is due. */
  next(id: string): Promise<Recipient | undefined>;
  /** `due` gives somebody back who was not told after all. */
  settle(id: string, place: number, state: 'due' | 'told' | 'failed'): Promise<void>;
  /** Ends it; what became of it, for exactly one caller. */
  end(id: string): Promise<AnnouncementEnd | undefined>;
}

export interface AnnouncementDraft {
  readonly announcement: Announcement;
  readonly hearers: readonly Hearer[];
}
