import type { RosterLine } from '../roster';
import type { News, Participant, Seat } from '../seat';

export interface ParticipantStore {
  /** The participant of this Slack user, made on first sight; safe to call concurrently. */
  ensure(workshopId: string, userId: string): Promise<Participant>;
  byUser(workshopId: string, userId: string): Promise<Participant | undefined>;
  /** Every seat this Slack user sits in, or sat in when its workshop was destroyed, with who they are there. */
  sitting(userId: string): Promise<{ readonly participant: Participant; readonly seat: Seat }[]>;
  list(workshopId: string): Promise<Participant[]>;
  /**
   * The participant that an organiser names: the one of this id, of this Slack user or of this email, in this order, else a new
   * one. What is said and not known of them yet, or different, is kept.
   */
  addListed(workshopId: string, person: ListedPerson): Promise<Participant>;
  update(id: string, change: Partial<ParticipantChange>): Promise<void>;
  /** Whether this Slack user is listed. */
  isListed(workshopId: string, userId: string): Promise<boolean>;
  /** Puts them at the end of the waitlist, or leaves them where they are, and owes them a card; their place, 1 being next. */
  wait(id: string): Promise<number>;
  /** Takes them off the waitlist; false when they were not on it. */
  stopWaiting(id: string): Promise<boolean>;
  /** Marks the first sign of this Slack user at every seat of theirs. */
  arrive(userId: string): Promise<void>;
  /** Their news, for exactly one caller: whoever gets it tells them. */
  takeNews(id: string): Promise<News | undefined>;
  /** Takes one of `most` tries of the workshop's code that somebody has in every `perMs`; false where none is left. */
  takeTry(workshopId: string, userId: string, now: Date, most: number, perMs: number): Promise<boolean>;
  /**
   * Clears `owedCard` once what was owed is sent; false if it was not set.
   */
  settleCard(id: string): Promise<boolean>;
}

export type ParticipantChange = Pick<
  Participant,
  'dmChannel' | 'cardTs' | 'owedCard' | 'name' | 'listed' | 'leavingAt' | 'news'
>;

/** Somebody as an organiser names them: by a Slack user, or by a name for those who are not in Slack. */
export interface ListedPerson {
  /** Of a participant who is known. */
  readonly id?: string;
  readonly userId?: string;
  readonly name?: string;
  /** In lower case. */
  readonly email?: string;
}

/** Rosters that were read and not confirmed yet, so that any process can go on with them; gone after a day. */
export interface RosterDraftStore {
  save(draft: RosterDraft): Promise<string>;
  /** The draft, to exactly one caller; undefined when it was taken before, or is too old. */
  take(id: string): Promise<RosterDraft | undefined>;
}

export interface RosterDraft {
  readonly workshopId: string;
  /** Slack user who sent it. */
  readonly by: string;
  readonly lines: readonly RosterLine[];
}
