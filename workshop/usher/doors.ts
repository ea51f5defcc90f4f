import type { InSlack, News, Participant, Seat } from '../seat';
import type { Workshop } from '../workshop';
import type { RestBegun } from './resting';
import type { Usher } from './usher';
import type { ClaimResult } from './seating';

/** Who comes in, and when: opening, rooms, codes, the waitlist, and what time brings. */
export interface Doors {
  /** Opens for participants, early or late; pays every card that is owed. */
  open(
    workshop: Workshop,
    by: string,
    room: string | undefined,
  ): Promise<{ opened: Workshop } | { refused: 'no-room' | 'not-deployed' }>;
  /** It opens by itself at that time, or as soon afterwards as a seat is ready; everybody with a seat is told when. */
  planOpening(
    workshop: Workshop,
    by: string,
    room: string | undefined,
    at: Date,
  ): Promise<{ planned: Workshop } | { refused: 'no-room' | 'open' | 'after-end' }>;
  /** Nobody is given a card from now on; takes back a planned opening. Seats stay with their people, and what runs goes on. */
  close(
    workshop: Workshop,
    by: string,
  ): Promise<{ closed: Workshop } | { unplanned: Workshop } | { refused: 'not-open' }>;
  /** Notes where the invitation in the room is. */
  noteInvitation(workshopId: string, message: { channel: string; ts: string }): Promise<void>;
  /** The words that let participants in, where the workshop is joined by a code. */
  joinCode(workshop: Workshop): string | undefined;
  /** Words of a participant that may be a code, as `readCode` gives them; undefined where they may have no need of one. */
  tryCode(userId: string, code: string): Promise<CodeTry | undefined>;
  /** They came into a channel: seats them where it is the room of a workshop that is joined by its room. */
  joinRoom(userId: string, channel: string): Promise<readonly Joined[]>;
  /** They left a channel: their seat waits a while for them to come back. */
  leaveRoom(userId: string, channel: string): Promise<readonly Left[]>;
  /** They got the card they asked for, or pressed Open on it: they sit at their seat. */
  arrived(userId: string): Promise<void>;
  /** Who waits for a seat, and who has not opened theirs. */
  waitlist(workshop: Workshop): Promise<Waitlist>;
  /** Gives seats that nobody opened to those who wait, one each; which seats, and who had them. */
  offerUnopened(workshop: Workshop, by: string): Promise<readonly { readonly no: number; readonly userId: string }[]>;
  /** Frees the seat of somebody who left the room. */
  freeLeft(
    workshop: Workshop,
    by: string,
    no: number,
  ): Promise<{ freed: string } | { refused: 'came-back' | 'not-left' }>;
  /** Does what time brings (opening, seats of people who left, the waitlist), and returns what is to be said of it. */
  tend(): Promise<Tidings>;
  /** The news of a participant, for exactly one caller. */
  takeNews(participantId: string): Promise<News | undefined>;
  /** Gives news back that could not be told. */
  keepNews(participantId: string, news: News): Promise<void>;
  /** Marks something about the workshop as told; false when somebody told it before. */
  tellOnceOf(workshopId: string, what: string): Promise<boolean>;
}

export type CodeTry =
  | { readonly kind: 'admitted'; readonly workshop: Workshop }
  | { readonly kind: 'wrong' }
  /** No try counts for some minutes. */
  | { readonly kind: 'too-many' };

/** What came of somebody's coming into a room. `back`: their seat had waited for them. */
export type Joined =
  | { readonly kind: 'back'; readonly workshop: Workshop; readonly seat: Seat; readonly participant: Participant }
  | Extract<ClaimResult, { kind: 'card' | 'wait' | 'waitlisted' }>;

/** What came of somebody's leaving a room. */
export type Left =
  | {
      readonly kind: 'grace';
      readonly workshop: Workshop;
      readonly seat: Seat;
      readonly participant: Participant;
      readonly until: Date;
      /** They had their card: there may be work of theirs, and the seat is freed by the crew alone. */
      readonly used: boolean;
    }
  | { readonly kind: 'off-waitlist'; readonly workshop: Workshop; readonly participant: Participant };

export interface Waitlist {
  /** In order. */
  readonly waiting: readonly InSlack[];
  /** Seats that stand ready and whose people had their card, but gave no sign; since their card. */
  readonly unopened: readonly { readonly seat: Seat; readonly participant: InSlack; readonly since: Date }[];
}

/** What is to be said unasked. Each is told by whoever marks it first (`takeNews`, `tellOnceOf`). */
export interface Tidings {
  readonly news: readonly {
    readonly workshop: Workshop;
    readonly participant: InSlack;
    readonly news: News;
  }[];
  /** Opened by themselves, and not yet invited to or told of. */
  readonly opened: readonly Workshop[];
  /** Their time to open has come, but no seat is ready. */
  readonly late: readonly Workshop[];
  /** Left their room, came not back, and may have work at their seat. */
  readonly left: readonly { readonly workshop: Workshop; readonly participant: InSlack; readonly seat: Seat }[];
  /** Deploys that began by themselves, and what became of asking for them. */
  readonly deploys: readonly {
    readonly workshop: Workshop;
    /** When it was planned for. */
    readonly at: Date;
    readonly by: string;
    readonly begun: Awaited<ReturnType<Usher['deploy']>>;
  }[];
  /** Hosts that were turned on by themselves, and what became of asking for it. */
  readonly starts: readonly {
    readonly workshop: Workshop;
    /** When it was planned for. */
    readonly at: Date;
    readonly by: string;
    readonly begun: RestBegun;
  }[];
  /** Destroys that began by themselves. */
  readonly destroys: readonly { readonly workshop: Workshop; readonly begun: Awaited<ReturnType<Usher['destroy']>> }[];
  /** Ends that are near: at most so many minutes away; 0 is over. */
  readonly endings: readonly { readonly workshop: Workshop; readonly stage: 0 | 15 | 60 }[];
  /** People wait, and seats have stood unopened for half an hour. */
  readonly unopened: readonly { readonly workshop: Workshop; readonly list: Waitlist }[];
}
