/** Who is told. */
export type Audience =
  /** Everybody who takes part. */
  | { readonly kind: 'all' }
  | { readonly kind: 'seats'; readonly seats: readonly number[] }
  /** Members of the room who have no seat yet; organisers know without. */
  | { readonly kind: 'unseated' };

/** Something told to many people at once, each by a direct message. `draft`: shown to whoever wrote it, and not told yet. */
export interface Announcement {
  readonly id: string;
  readonly workshopId: string;
  /** Slack user. */
  readonly by: string;
  /** Slack markdown that mentions no channel and no group. */
  readonly text: string;
  readonly audience: Audience;
  readonly state: 'draft' | 'telling' | 'told';
  readonly createdAt: Date;
}

/** Somebody an announcement is for. */
export interface Hearer {
  /** Undefined for people who are not in Slack. */
  readonly userId: string | undefined;
  /** Their seat, where they have one. */
  readonly no: number | undefined;
}

/** One hearer of one announcement. `telling`: taken by a process that is sending it, or ended just then. */
export interface Recipient extends Hearer {
  /** Order of telling, from 1. */
  readonly place: number;
  readonly state: 'due' | 'telling' | 'told' | 'failed';
}

/** What became of an announcement. */
export interface AnnouncementEnd {
  readonly announcement: Announcement;
  readonly recipients: readonly Recipient[];
}
