import type { ImportPlan, RosterLine } from '../roster';
import type { Participant, Seat, Sitter } from '../seat';
import type { Workshop } from '../workshop';
import type { RosterDraft } from '../ports/participant-store';

/** Who sits where, and the cards they get. */
export interface Seating {
  /** The first word of a participant in a DM, or the button in the room: seat them if they may sit. */
  claim(userId: string, workshopId?: string): Promise<ClaimResult>;
  /** Gives a seat to somebody; who sits elsewhere moves only where `from` names that seat. */
  assign(workshop: Workshop, by: string, request: AssignRequest): Promise<Assigned>;
  /** Frees a seat, if this participant still sits there. */
  release(workshop: Workshop, by: string, no: number, participantId: string): Promise<Released>;
  /** What a list would change; changes nothing. */
  planRoster(workshop: Workshop, lines: readonly RosterLine[]): Promise<ImportPlan>;
  importRoster(workshop: Workshop, by: string, lines: readonly RosterLine[]): Promise<Imported>;
  /** Keeps a list that was read until it is confirmed; returns its id. */
  keepRoster(draft: RosterDraft): Promise<string>;
  /** The list of this id, to exactly one caller. */
  takeRoster(id: string): Promise<RosterDraft | undefined>;
  /** Keeps the name of somebody as Slack gives it. */
  noteName(participantId: string, name: string): Promise<void>;
  /** Records that the passwords of these seats were put on paper. */
  noteCardsPrinted(workshop: Workshop, by: string, seats: readonly number[]): Promise<void>;
  /** Notes where the participant's DM and card are; `owed` asks for a new message when the seat is ready. */
  noteCard(participantId: string, note: { dmChannel: string; cardTs?: string; owed: boolean }): Promise<void>;
  /** Has whoever speaks look whether the card that was promised for this seat is due already. */
  notePromise(workshopId: string, no: number): Promise<void>;
  /** A card, or the news that there will be none, is owed no more; false where it was not owed. */
  settleCard(participantId: string): Promise<boolean>;
  /** Forgets the card of somebody whose seat is not theirs any more. */
  dropCard(participantId: string): Promise<void>;
  /** Everything a card shows, with the password: for a DM only. */
  card(workshop: Workshop, seat: Seat): SeatCard;
  /** Hands out a seat's card, for the DM of an organiser or helper who looks in; undefined where there is no such seat. */
  visit(workshop: Workshop, by: string, no: number): Promise<Visited | undefined>;
}

export interface Visited {
  readonly seat: Seat;
  readonly card: SeatCard;
  /** Who sits there. */
  readonly sitter: Sitter | undefined;
}

/** Who shall sit where: somebody of the roster, a Slack user, or somebody by name. */
export interface AssignRequest {
  readonly no: number;
  readonly participantId?: string;
  readonly userId?: string;
  readonly name?: string;
  /** The seat they are known to leave for it. */
  readonly from?: number;
}

export type Assigned =
  | { readonly assigned: Seat; readonly participant: Participant }
  | { readonly refused: 'no-such-seat' | 'spare' }
  | { readonly refused: 'taken'; readonly by: Participant }
  | { readonly refused: 'sits-there'; readonly participant: Participant }
  | { readonly refused: 'sits-elsewhere'; readonly participant: Participant; readonly seat: Seat }
  /** More than one on the roster has that name. */
  | { readonly refused: 'several'; readonly people: readonly Participant[] };

export type Released = { readonly released: true } | { readonly refused: 'not-there' };

export interface Imported {
  /** New on the roster. */
  readonly people: number;
  /** Given to somebody. */
  readonly seats: number;
  /** Lines that said nothing new. */
  readonly unchanged: number;
  /** Lines whose seat somebody else took a moment before. */
  readonly late: readonly number[];
  /** Lines that were left out. */
  readonly problems: ImportPlan['problems'];
}

export type ClaimResult =
  | {
      readonly kind: 'card';
      readonly workshop: Workshop;
      readonly seat: Seat;
      readonly participant: Participant;
      readonly fresh: boolean;
    }
  /** Seated, and the seat is not ready or the workshop not open: say so honestly and promise a message. */
  | {
      readonly kind: 'wait';
      readonly workshop: Workshop;
      readonly seat: Seat;
      readonly participant: Participant;
      readonly fresh: boolean;
      readonly why: 'not-deployed' | 'not-open' | 'closed' | 'starting' | 'failing' | 'off';
    }
  /** Every seat is taken: they are on the waitlist. */
  | {
      readonly kind: 'waitlisted';
      readonly workshop: Workshop;
      readonly participant: Participant;
      /** 1 is next. */
      readonly place: number;
      /** False when they were on it already. */
      readonly fresh: boolean;
    }
  /** May not claim. `workshops` are those they could join, each in its own way. */
  | { readonly kind: 'not-eligible'; readonly workshops: readonly Workshop[] }
  | { readonly kind: 'no-workshop' }
  /** Belongs to several rooms: they choose. */
  | { readonly kind: 'several'; readonly workshops: readonly Workshop[] };

export interface SeatCard {
  readonly user: string;
  readonly password: string;
  readonly apps: readonly { readonly name: string; readonly title: string; readonly url: string }[];
}
