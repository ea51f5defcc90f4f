import type { Clock } from '../../workshop/ports/clock';
import type { LostRun } from '../../workshop/ports/provisioner';
import type { Workshop } from '../../workshop/workshop';
import type { AwsFinder } from './find';
import type { Fleet } from './fleet';
import type { Interruption } from './ownership';
import type { Progress } from './progress';
import type { Workspace } from './workspace';

/** The commands of one stack, whoever carries them out. */
export type StackCommands = Pick<Workspace, keyof Workspace>;

/** One apply or destroy of one stack: everything its stages share. */
export interface Session {
  readonly workshop: Workshop;
  readonly stack: string;
  readonly workspace: StackCommands;
  readonly finder: AwsFinder;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly fleet: Fleet;
  /** A run that this machine was at and that did not end in order. */
  readonly interrupted: Interruption | undefined;
  /** A run of this stack that was lost with its worker, maybe on another machine. */
  readonly lost: LostRun | undefined;
  /** Milliseconds after which a Terraform without its Usher is killed. */
  readonly stopTimeoutMs: number;
  readonly replacement: Replacement;
}

/** Whose hosts are made anew. */
export interface Replacement {
  /** Seats, by number. */
  readonly seats: readonly number[];
  /** A host that was launched later is the new one already. */
  readonly orderedAt: Date;
}

/** Whether there may be things in AWS that the state does not know of. */
export const mayHaveRemains = ({ interrupted, lost }: Pick<Session, 'interrupted' | 'lost'>): boolean =>
  interrupted !== undefined || lost !== undefined;
