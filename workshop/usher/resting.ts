import type { Operation } from '../operation';
import type { Price } from '../ports/prices';
import type { Workshop } from '../workshop';

/** Off overnight, on in the morning. */
export interface Resting {
  /** What turning all hosts off would save; changes nothing. */
  planStop(workshop: Workshop): Promise<{ plan: RestPlan } | RestRefused>;
  /** Turns them off, in the background. */
  stop(workshop: Workshop, by: string): Promise<RestBegun>;
  /** Turns them on, in the background. */
  start(workshop: Workshop, by: string): Promise<RestBegun>;
  /** What turning them on would cost; changes nothing. */
  planStart(workshop: Workshop): Promise<{ plan: RestPlan } | RestRefused>;
  /** They are turned on by themselves then; without `at`, they are not. */
  startAt(workshop: Workshop, by: string, at: Date | undefined): Promise<Workshop>;
}

export interface RestPlan {
  readonly workshop: Workshop;
  /** How many people have a seat. */
  readonly seated: number;
  readonly price: Price;
}

export type RestRefused =
  { readonly refused: 'not-deployed' | 'off' | 'on' } | { readonly refused: 'running'; readonly operation: Operation };

export type RestBegun = { readonly started: Operation } | RestRefused;
