/** What Usher does about it: waits for AWS, restarts, or can only tell the crew. */
export type Remedy = 'wait' | 'restart' | 'tell';

/** Why seats are not well, found at one look. */
export interface Cause {
  /** `seat:7`, `reason:...`, `load-balancer:2`, `zone:eu-west-1a`, `database`, `many`, `reach`, `aws`: one stands for each. */
  readonly key: string;
  /** For people, without a full stop. */
  readonly says: string;
  /** Seats that are not well because of it; empty where the seats may be well all the same. */
  readonly ill: readonly number[];
  /** Names of the apps that a restart would mend. */
  readonly apps: readonly string[];
  readonly remedy: Remedy;
}

/** A cause from the first look that saw it until the look that found everything well. */
export interface Incident extends Cause {
  readonly id: string;
  readonly workshopId: string;
  /** Every seat that was ever ill because of it. */
  readonly seats: readonly number[];
  /** Times Usher restarted what is ill. */
  readonly restarts: number;
  readonly openedAt: Date;
  readonly endedAt: Date | undefined;
  /** Its seats were found to have another cause: nothing was mended. */
  readonly absorbed: boolean;
  /** What was told already, so that no process says it again. */
  readonly told: readonly string[];
}

/** Causes that say nothing of the seats themselves: nobody who sits there need be told. */
export const isUshersOwn = ({ key }: Pick<Cause, 'key'>): boolean => key === 'aws' || key === 'reach';
