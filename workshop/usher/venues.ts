import type { Operation } from '../operation';
import type { Cause } from '../venue/causes';
import type { Check } from '../venue/check';
import type { Venue, VenueAnswer } from '../venue/venue';
import type { Workshop } from '../workshop';

/** Whether the network of a place lets participants through: a page that tries it, and codes that people send. */
export interface Venues {
  plan(workshop: Workshop, wish: VenueWish): Promise<VenueOffer>;
  /** `standing`: there is one already. */
  putUp(
    workshop: Workshop,
    by: string,
    wish: VenueWish,
  ): Promise<{ readonly started: Operation } | { readonly running: Operation } | { readonly standing: Venue }>;
  end(
    workshop: Workshop,
    by: string,
  ): Promise<{ readonly started: Operation } | { readonly running: Operation } | { readonly refused: 'none' }>;
  /** What people sent so far; undefined where none stands. */
  view(workshop: Workshop): Promise<VenueView | undefined>;
  /** Of every workshop that has one. */
  standing(): Promise<VenueView[]>;
  /** Reads and keeps the code in what somebody wrote; undefined where there is none in it. */
  readCode(
    userId: string,
    text: string,
  ): Promise<{ readonly read: VenueAnswer; readonly view: VenueView } | { readonly refused: 'broken' } | undefined>;
  noteMessage(venueId: string, message: NonNullable<Venue['message']>): Promise<void>;
}

export interface VenueWish {
  readonly seat: boolean;
  /** Milliseconds until it is taken down by itself. */
  readonly lastsMs: number;
}

export interface VenueOffer {
  readonly checks: readonly Check[];
  /** US dollars an hour. */
  readonly hourly: number;
}

export interface VenueView {
  readonly workshop: Workshop;
  readonly venue: Venue;
  readonly checks: readonly Check[];
  /** In the order of their coming. */
  readonly answers: readonly VenueAnswer[];
  readonly causes: readonly Cause[];
  /** Code of whoever cannot open the page at all. */
  readonly noPageCode: string;
  /** Undefined until there is one. */
  readonly url: string | undefined;
}
