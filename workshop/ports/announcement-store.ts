import type { Announcement, Hearer, Recipient } from '../announcement';

export interface AnnouncementStore {
  draft(announcement: Pick<Announcement, 'workshopId' | 'by' | 'text' | 'audience'>): Promise<Announcement>;
  get(id: string): Promise<Announcement | undefined>;
  /** Makes a draft one that is being told to these people; false where it is no draft any more. */
  begin(id: string, hearers: readonly Hearer[]): Promise<boolean>;
  /** Those that are being told, oldest first. */
  unfinished(): Promise<Announcement[]>;
  /** Marks the next one who is due as being told and returns them: to exactly one caller, so that nobody hears it twice. */
  takeNext(id: string): Promise<Recipient | undefined>;
  settle(id: string, place: number, state: Recipient['state']): Promise<void>;
  /** True for exactly one caller. */
  finish(id: string): Promise<boolean>;
  /** In order of place. */
  recipients(id: string): Promise<Recipient[]>;
}
