import type { ArchivedSeat, Collected, Errand, ErrandSeat, PushedFile, Pushed } from '../errand';
import type { MessagePlace } from '../operation';
import type { Problem } from '../problems';

export interface ErrandStore {
  draft(errand: NewErrand): Promise<Errand>;
  get(id: string): Promise<Errand | undefined>;
  /**
   * Begins a new errand, or the draft of this id, at these seats, and puts its job on the list. `running`: another of its kind is at
   * work in this workshop. Undefined where the draft is none any more.
   */
  begin(
    errand: NewErrand | string,
    seats: readonly Pick<ErrandSeat, 'no' | 'owner'>[],
  ): Promise<{ started: Errand } | { running: Errand } | undefined>;
  /** Those that are at work, oldest first. */
  running(): Promise<Errand[]>;
  /** Those that are at work, and those whose end nobody told yet. */
  untold(): Promise<Errand[]>;
  /** In order of number. */
  seats(id: string): Promise<ErrandSeat[]>;
  /** Notes how a seat ended; one that ended before is left alone. */
  settle(id: string, no: number, end: { outcome: Collected | Pushed } | { problem: Problem }): Promise<void>;
  /** True for exactly one caller. */
  end(id: string, problem: Problem | undefined): Promise<boolean>;
  setMessage(id: string, message: MessagePlace, before: MessagePlace | undefined): Promise<boolean>;
  /** Marks the end as told; true for exactly one caller. */
  tellEnd(id: string): Promise<boolean>;
  /** A seat that was collected and whose owner was not written to, given to exactly one caller, so that nobody is written to twice. */
  takeLetter(id: string): Promise<ErrandSeat | undefined>;
  /** Gives a letter back that was not written after all. */
  returnLetter(id: string, no: number): Promise<void>;
  /** The newest archive of each seat of a workshop, in order of number. */
  archives(workshopId: string): Promise<ArchivedSeat[]>;
}

export interface NewErrand {
  readonly workshopId: string;
  readonly kind: Errand['kind'];
  readonly by: string;
  readonly file?: PushedFile;
}
