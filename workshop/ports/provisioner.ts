import type { Problem } from '../problems';
import type { Workshop } from '../workshop';

/** Makes and removes stacks. One living process per stack; a call for a stack that is in progress fails with `locked`. */
export interface Provisioner {
  /** Newest AMI for the region, to be kept with the workshop. */
  resolveAmi(workshop: Workshop): Promise<string>;
  /** Applies one stack, resuming whatever an earlier, interrupted run left. Throws nothing: the last event is the result. */
  apply(workshop: Workshop, stack: string, signal: AbortSignal, options?: ApplyOptions): AsyncIterable<StackEvent>;
  /** Destroys one stack; destroying what does not exist succeeds. */
  destroy(
    workshop: Workshop,
    stack: string,
    signal: AbortSignal,
    options?: Pick<ApplyOptions, 'placements' | 'lost'>,
  ): AsyncIterable<StackEvent>;
  /** How many stacks may be worked on at once on this machine (cores and memory). */
  readonly parallelism: number;
  /** `user@host` of this process, as Terraform writes it into a lock. */
  readonly who: string;
}

/** What an apply is told besides. */
export interface ApplyOptions {
  /** Where hosts go that AWS had no capacity for at their usual place, by seat number. */
  readonly placements?: ReadonlyMap<number, Placement>;
  /** Seats whose instance is made anew; what else they have stays. */
  readonly replace?: readonly number[];
  /**
   * When `replace` was ordered: an instance launched later is the new one already, and stays. Whoever repeats a call must say it;
   * else it is the start of the lost run, or of this call.
   */
  readonly replaceOrderedAt?: Date;
  /** An earlier run of this stack that was lost with its worker: what it left half-done is taken up, its lock released. */
  readonly lost?: LostRun;
}

/** Where a seat's host goes; what is not said is as usual. */
export interface Placement {
  /** Index of the zone, 0 or 1. */
  readonly zone?: number;
  readonly instanceType?: string;
}

export interface LostRun {
  readonly from: Date;
  /** Its worker's last sign of life. */
  readonly until: Date;
  /** `user@host`, as Terraform writes it into a lock. */
  readonly who: string;
}

export type StackEvent =
  /** The plan is known: how many resources will be created, changed, destroyed. */
  | { readonly type: 'planned'; readonly total: number }
  | {
      readonly type: 'progress';
      readonly done: number;
      readonly total: number;
      readonly address: string;
      readonly seat?: number;
    }
  /** What the `database` stack needs of `network` exists. */
  | { readonly type: 'foundation' }
  | { readonly type: 'waiting'; readonly reason: string }
  /** One resource failed; others go on. `seat` where the resource belongs to one. */
  | { readonly type: 'resource-failed'; readonly address: string; readonly seat?: number; readonly problem: Problem }
  | { readonly type: 'done'; readonly loadBalancers?: readonly string[] }
  | { readonly type: 'failed'; readonly problem: Problem };
