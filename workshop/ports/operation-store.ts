import type { Problem } from '../problems';
import type {
  MessagePlace,
  Operation,
  OperationKind,
  OperationState,
  RestartTarget,
  Scaling,
  Step,
  StepState,
} from '../operation';
import type { StackWork } from '../bill';
import type { RehearsalWish } from '../rehearsal';
import type { Swap } from '../swap';
import type { LostRun } from './provisioner';
import type { NewSize } from './workshop-store';

export interface NewOperation {
  readonly workshopId: string;
  readonly kind: OperationKind;
  readonly startedBy: string;
  readonly target?: RestartTarget;
  readonly scaling?: Scaling;
  /** Stacks to work on; empty where none is changed. */
  readonly stacks: readonly string[];
  /** Those of them that a `scale` takes away; a `destroy` takes all. */
  readonly removing?: readonly string[];
  /** Seats whose instances are made anew, by stack. */
  readonly replacing?: ReadonlyMap<string, readonly number[]>;
  /** What the workshop's allow-list is from then on. */
  readonly allow?: readonly string[];
  /** Of a rehearsal. */
  readonly rehearsal?: RehearsalWish;
}

export interface OperationStore {
  /**
   * Starts an operation, its steps and its job in one transaction. Where one is running that it may not run beside, nothing is
   * written and that one is returned: a refusal that informs. What changes AWS is one at a time, and so is a rehearsal.
   */
  begin(operation: NewOperation): Promise<{ started: Operation } | { running: Operation }>;
  /** The same, and the workshop has its new size in the same transaction; nothing is written where others than `leaving` would lose their seat. */
  beginScale(
    operation: NewOperation,
    size: NewSize,
  ): Promise<{ started: Operation } | { running: Operation } | { refused: 'seated' }>;
  get(id: string): Promise<Operation | undefined>;
  /** Operations in state `running`, oldest first; of every workshop unless one is named. */
  running(workshopId?: string): Promise<Operation[]>;
  /** Operations of the last day that ended, whose end still waits to be told; of those that have no message yet, the last hour's. */
  untold(): Promise<Operation[]>;
  /** Restarts of the last hour that ended, and swaps after which the seat answers, of which those who sit there were not yet told. */
  restartsUntold(): Promise<Operation[]>;
  /** Notes where the operation's message is, in place of `before`; false where another was noted meanwhile. */
  setMessage(id: string, message: MessagePlace, before: MessagePlace | undefined): Promise<boolean>;
  /** Marks something as told; false when it was already (atomic, so that two workers do not say it twice). */
  tellOnce(id: string, what: string): Promise<boolean>;
  finish(id: string, state: OperationState, problem?: Problem): Promise<Operation>;
  /** Asks a running operation to stop; undefined when it is not running, or was asked before. */
  cancel(id: string, by: string): Promise<Operation | undefined>;
  /** In order: network, database, batches. */
  steps(operationId: string): Promise<Step[]>;
  /** Notes which tasks a restart has found, unless an earlier attempt did; returns what is noted. */
  noteBefore(id: string, before: NonNullable<RestartTarget['before']>): Promise<NonNullable<RestartTarget['before']>>;
  /** Adds to what is noted of a swap, and returns it; which machines it is about is noted once and stays. */
  noteSwap(id: string, change: Partial<Swap>): Promise<Swap>;
  /** Notes why a running operation is paused, or that it is no more. */
  setPaused(id: string, problem: Problem | undefined): Promise<void>;
  /** These steps are not begun any more, unless somebody has. */
  stopWaiting(operationId: string, stacks: readonly string[]): Promise<void>;
  /** Puts a step that has ended back to be worked on, to make these seats' instances anew. */
  redo(operationId: string, stack: string, replace: readonly number[]): Promise<void>;
  /**
   * Takes a step that is waiting, or whose worker is lost; undefined where there is nothing to do: it has ended, or its operation
   * has, or is being cancelled before anybody began. From then on only the returned attempt may write to it.
   */
  takeStep(operationId: string, stack: string, worker: string): Promise<TakenStep | undefined>;
  /** False when the step is another attempt's by now: nothing is written then. Every write is a sign of life. */
  updateStep(step: StepAttempt, change: Partial<StepChange>): Promise<boolean>;
  /** Stacks that stand: the newest step of the stack that was begun did not take it away, and is done. */
  stacksStanding(workshopId: string): Promise<string[]>;
  /** Every apply and removal of the stacks that seats stand on, oldest first. */
  stackWork(workshopId: string): Promise<StackWork[]>;
}

/** One worker's turn at a step. */
export interface StepAttempt {
  readonly operationId: string;
  readonly stack: string;
  /** 1-based. */
  readonly attempt: number;
}

export interface TakenStep extends StepAttempt {
  readonly step: Step;
  /** When `step.replace` was asked for. */
  readonly replaceOrderedAt: Date | undefined;
  /** Set where an earlier attempt did not end. */
  readonly lost: LostRun | undefined;
}

export interface StepChange {
  readonly state: StepState;
  readonly done: number;
  readonly total: number;
  readonly foundation: boolean;
  readonly note: string | undefined;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly problem: Problem | undefined;
  readonly replace: readonly number[];
}
