import type { ArchivedSeat, Errand, ErrandSeat } from '../errand';
import type { MessagePlace } from '../operation';
import type { ArchiveLink } from '../ports/archive';
import type { FileToPush } from '../ports/assignment-files';
import type { Sitter } from '../seat';
import type { Workshop } from '../workshop';

/** What is done once on the hosts of many seats: work collected, files pushed. */
export interface Errands {
  /** Begins to collect the work of these seats; of every seat that somebody has, where none are named. */
  collect(
    workshop: Workshop,
    by: string,
    seats?: readonly number[],
  ): Promise<{ started: Errand } | { running: Errand } | { refused: 'not-deployed' | 'nobody' }>;
  /** Prepares a push and keeps its file; nothing comes into any seat yet. Throws ProblemError where there is no such file. */
  draftPush(
    workshop: Workshop,
    by: string,
    path: string,
    source: FileToPush,
  ): Promise<{ draft: Errand; seats: readonly number[] } | { refused: 'not-deployed' | 'bad-path' }>;
  /** Whose it is; undefined where there is no such errand. */
  workshopOf(id: string): Promise<Workshop | undefined>;
  /** Lets a drafted push begin. `old`: drafted more than an hour ago. `begun`: somebody did that before. */
  confirmPush(
    id: string,
    by: string,
  ): Promise<{ started: Errand } | { running: Errand } | { refused: 'unknown' | 'old' | 'begun' | 'not-deployed' }>;
  /** Everything its message shows. */
  view(id: string): Promise<ErrandView | undefined>;
  /** Those that are at work, and those whose end nobody told yet. */
  untold(): Promise<Errand[]>;
  noteMessage(id: string, message: MessagePlace, before: MessagePlace | undefined): Promise<boolean>;
  /** True for exactly one caller. */
  tellEnd(id: string): Promise<boolean>;
  /**
   * Somebody whose work was collected and who was not written to, with the address of it; for exactly one caller. Where AWS makes no
   * address now, throws ProblemError, and they are written to later.
   */
  nextLetter(id: string): Promise<ArchiveLetter | undefined>;
  /** The newest archive of each seat. */
  archives(workshopId: string): Promise<ArchivedSeat[]>;
  /** A new address of somebody's own work; undefined where none of theirs is kept. */
  ownArchive(workshopId: string, userId: string): Promise<ArchiveLetter | undefined>;
  /** Addresses of the work of people who are not in Slack, for an organiser's direct messages; of these seats, or all. */
  cardArchives(
    workshop: Workshop,
    by: string,
    seats?: readonly number[],
  ): Promise<(ArchiveLetter & { sitter?: Sitter })[]>;
}

/** An archive and the address it comes from: a secret of whoever sat there. */
export interface ArchiveLetter {
  readonly workshop: Workshop;
  readonly seat: ArchivedSeat;
  readonly link: ArchiveLink;
  /** Slack user it is for; undefined for people who are not in Slack. */
  readonly userId: string | undefined;
}

export interface ErrandView {
  readonly errand: Errand;
  readonly workshop: Workshop;
  readonly seats: readonly ErrandSeat[];
  /** Who sat where, by participant id. */
  readonly people: ReadonlyMap<string, Sitter>;
}
