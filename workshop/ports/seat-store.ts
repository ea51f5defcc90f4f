import type { News, Seat, SeatState } from '../seat';
import type { Placement } from './provisioner';

export interface SeatStore {
  /** In order of number. */
  list(workshopId: string): Promise<Seat[]>;
  /** Sets state and detail of several seats at once; returns only the seats whose state or detail changed. */
  setStates(workshopId: string, changes: readonly SeatStateChange[]): Promise<Seat[]>;
  /** Notes that a seat's host goes to another place from now on; the places tried before are kept. */
  place(workshopId: string, no: number, placement: Placement): Promise<void>;
  /** Notes that a seat's instance is made anew; false where that was noted before since its workshop was last destroyed. */
  replaceOnce(workshopId: string, no: number): Promise<boolean>;
  /** Forgets places and replacements: nothing of the seats exists any more. */
  forgetHosts(workshopId: string, numbers: readonly number[]): Promise<void>;
  /** Notes where seats' hosts stand after they changed places; what was tried before is forgotten. */
  settle(workshopId: string, places: readonly { readonly no: number; readonly placement: Placement }[]): Promise<void>;
  /**
   * One atomic claim (see docs/adr): the participant's own seat if they have one, else the lowest free one, else full. Where
   * others were on the waitlist before them, it is full. Any number of processes may call it at once.
   */
  claim(workshopId: string, participantId: string): Promise<SeatClaim>;
  /** Gives the lowest free seat to the first on the waitlist, and notes `seated` as their news; undefined where either is missing. */
  seatNext(workshopId: string): Promise<Seat | undefined>;
  /**
   * Takes the seat from its owner and notes their news, where they are in Slack; false where they do not sit there any more, or have meanwhile had their
   * card (`unless: 'card'`) or arrived (`unless: 'arrived'`).
   */
  free(workshopId: string, no: number, owner: string, news: News, unless?: 'card' | 'arrived'): Promise<boolean>;
  /**
   * Gives a free seat that is no spare to a participant, who leaves the seat `from` where that is given. `taken`: it is not
   * free, or there is none; `elsewhere`: they sit in another seat than `from`. Nothing is changed then. They wait for no seat from
   * then on, and who is in Slack is owed a card.
   */
  assign(workshopId: string, no: number, participantId: string, from?: number): Promise<Seat | 'taken' | 'elsewhere'>;
}

export interface SeatStateChange {
  readonly no: number;
  readonly state: SeatState;
  readonly detail: string | undefined;
}

export type SeatClaim =
  | { readonly kind: 'seated'; readonly seat: Seat; /** False when they already sat there. */ readonly fresh: boolean }
  | { readonly kind: 'full' };
