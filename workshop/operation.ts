import type { Problem } from './problems';
import type { Swap } from './swap';
import type { WorkshopSpec } from './workshop';

/**
 * `stop` and `start`: all hosts off, and on again. `rehearse`: synthetic participants use the seats for a while. `allow`: who may reach
 * the load balancers is changed. `venue` and `venue-end`: what checks a venue's network is put up and taken down. `swap`: a seat moves
 * to the machine of a spare.
 */
export type OperationKind =
  | 'deploy'
  | 'destroy'
  | 'scale'
  | 'replace'
  | 'swap'
  | 'stop'
  | 'start'
  | 'restart'
  | 'rehearse'
  | 'allow'
  | 'venue'
  | 'venue-end';

/** Of these, which change what stands on AWS, one at a time runs for a workshop. */
export const changesAws = (kind: OperationKind): boolean => kind !== 'restart' && kind !== 'rehearse';
/** Whether it has the seats themselves in hand, or leaves them as they are. */
export const touchesSeats = (kind: OperationKind): boolean =>
  !['rehearse', 'allow', 'venue', 'venue-end'].includes(kind);

/** `partial`: finished, and some seats are not what was asked for. `cancelled`: stopped by somebody before its end. */
export type OperationState = 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled';
/** What `told` holds once the end was told to who asked. */
export const END_TOLD = 'end';
/** The same of a restart once those who sit in its seats were told. */
export const OWNERS_TOLD = 'owners';
/** `stopped`: cancelled, before it was begun or half-way. */
export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped';

/** A long piece of work that somebody asked for. */
export interface Operation {
  readonly id: string;
  readonly workshopId: string;
  readonly kind: OperationKind;
  readonly state: OperationState;
  /** Slack user. */
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  /** For `restart`, `replace` and `swap`: which seats, and apps. */
  readonly target: RestartTarget | undefined;
  /** For `scale`: what the workshop was, and is to be. */
  readonly scaling?: Scaling | undefined;
  /** The Slack message that shows the progress; edited in place, also by a later process. */
  readonly message: MessagePlace | undefined;
  /** What the thread and the end report have already told, so that a restarted bot does not say it twice. */
  readonly told: readonly string[];
  readonly problem: Problem | undefined;
  /** Who asked for it to be stopped. */
  readonly cancelledBy: string | undefined;
}

/** How large a workshop is; spares are among the seats, as in its spec. */
export type Size = Pick<WorkshopSpec, 'seats' | 'spares'>;

export interface Scaling {
  readonly before: Size;
  readonly after: Size;
}

export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

export interface RestartTarget {
  readonly seats: readonly number[];
  /** App names; empty means all. */
  readonly apps: readonly string[];
  /** Set where whoever sits there asked for it: it is shown to them alone. */
  readonly own?: true;
  /** ISO start of the task to be stopped, by `7 jupyter`; null where none ran. What runs later than that was restarted. */
  readonly before?: Readonly<Record<string, string | null>>;
  /** Of a swap; `seats` is then the one that moves. */
  readonly swap?: Swap;
}

/** One stack of an operation: the unit of retry and of distribution over workers. */
export interface Step {
  readonly operationId: string;
  /** `network`, `database`, `batch-001`, ... */
  readonly stack: string;
  readonly state: StepState;
  /** Resources finished and planned; 0 of 0 until the plan is known. */
  readonly done: number;
  readonly total: number;
  /** Set when the part of `network` that `database` needs exists. */
  readonly foundation: boolean;
  /** What the step waits for or does, in words: "waiting for AWS: throttled". */
  readonly note: string | undefined;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** Why it failed; of a running step, why it is paused. */
  readonly problem: Problem | undefined;
  /** `user@host:pid` of the process that works on it, or did last. */
  readonly worker: string | undefined;
  /** How many times it was begun. */
  readonly attempt: number;
  /** Seats whose instance is made anew by it. */
  readonly replace: readonly number[];
  /** The stack is taken away by it. */
  readonly removes?: boolean;
}

/** Whether an operation is about this seat: one that it names, one that is new by it, or any. */
export const isAbout = ({ target, scaling }: Pick<Operation, 'target' | 'scaling'>, no: number): boolean =>
  target ? target.seats.includes(no) || target.swap?.spare === no : scaling ? no > scaling.before.seats : true;

/** Whether nothing more happens to a step. */
export const hasEnded = ({ state }: Pick<Step, 'state'>): boolean => state !== 'waiting' && state !== 'running';
