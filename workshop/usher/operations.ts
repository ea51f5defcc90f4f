import type { ArchivedSeat } from '../errand';
import type { MessagePlace, Operation, Step } from '../operation';
import type { Rehearsal } from '../rehearsal';
import type { Seat, Sitter } from '../seat';
import type { Venue } from '../venue/venue';
import type { Workshop } from '../workshop';
import type { PreflightLine } from '../ports/preflight';
import type { ReplaceBegun } from '../use-cases/replace-seats';

/** Long work: begun, followed, cancelled and planned ahead. */
export interface Operations {
  /**
   * Starts, or resumes, in the background; returns once the operation is stored. Where nothing stands yet and `checks` say that it
   * cannot, nothing is started.
   */
  deploy(
    workshop: Workshop,
    by: string,
  ): Promise<
    | { started: Operation }
    | { running: Operation }
    /** `off`: its hosts are, and have to be turned on first. */
    | { refused: 'nothing-to-do' | 'off' }
    | { refused: 'preflight'; checks: readonly PreflightLine[] }
  >;
  destroy(workshop: Workshop, by: string): Promise<{ started: Operation } | { running: Operation }>;
  /**
   * Asks the running operation to stop gracefully: what exists stays, a deploy goes on later, a destroy removes it. `stopping`:
   * somebody asked before. With an `operationId`, only that one.
   */
  cancel(
    workshop: Workshop,
    by: string,
    operationId?: string,
  ): Promise<{ stopping: Operation } | { refused: 'stopping'; operation: Operation } | { refused: 'nothing-runs' }>;
  /** Starts a restart in the background. */
  restart(
    workshop: Workshop,
    by: string,
    seats: readonly number[],
    apps: readonly string[],
  ): Promise<{ started: Operation } | { refused: 'not-deployed' }>;
  /** Restart by the participant of their own seat; refuses everything else. */
  restartOwn(
    workshopId: string,
    userId: string,
    app: string,
  ): Promise<{ started: Operation } | { refused: 'no-seat' | 'not-deployed' }>;
  /** Gives seats new instances, in the background; what is kept follows from the workshop's storage. */
  replace(workshop: Workshop, by: string, seats: readonly number[]): Promise<ReplaceBegun>;
  /** Moves the end of a workshop, by itself or again. */
  moveEnd(workshop: Workshop, by: string, endsAt: Date): Promise<{ moved: Workshop } | { refused: 'past' }>;
  /** Whether it is destroyed by itself at its end: by whose word, or not. */
  chooseEnd(workshop: Workshop, by: string | undefined): Promise<Workshop>;
  /** A deploy that begins by itself; without `at`, none does. */
  scheduleDeploy(workshop: Workshop, by: string, at: Date | undefined): Promise<Workshop>;
  /** Everything a progress message shows, read from the store. */
  progress(operationId: string): Promise<OperationView | undefined>;
  /** Notes where the operation's message is, in place of `before`; false where another process has posted one meanwhile. */
  noteProgressMessage(operationId: string, message: MessagePlace, before: MessagePlace | undefined): Promise<boolean>;
  /** Marks a report of the operation as told; false when somebody told it before. */
  tellOnce(operationId: string, what: string): Promise<boolean>;
  /** Running operations, and the ended ones whose end nobody told yet. */
  unfinished(): Promise<Operation[]>;
  /** Restarts that ended lately, and swaps whose seat has moved, of which those who sit there were not told. */
  restartsUntold(): Promise<Operation[]>;
}

export interface OperationView {
  readonly operation: Operation;
  readonly workshop: Workshop;
  readonly steps: readonly Step[];
  readonly seats: readonly Seat[];
  /** Who sits where, by seat number. */
  readonly owners: ReadonlyMap<number, Sitter>;
  readonly hourly: number;
  readonly spent: number;
  /** When it will be done, from what is done so far; undefined while that says nothing. */
  readonly expectedAt: Date | undefined;
  readonly now: Date;
  /** Of a rehearsal. */
  readonly rehearsal?: Rehearsal | undefined;
  /** Of a venue check that stands. */
  readonly venue?: Venue | undefined;
  /** After a destroy: ARNs that still carry the workshop's tag. */
  readonly leftovers: readonly string[] | undefined;
  /** Of a destroy: collected work that stays. */
  readonly archives: readonly ArchivedSeat[];
}
