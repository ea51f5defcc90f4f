import type { Clock } from '../../workshop/ports';
import type { Workshop } from '../../workshop/workshop';
import type { AwsFinder } from './find';
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
  readonly interrupted: Interruption | undefined;
}
