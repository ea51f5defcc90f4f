import type { Operation } from '../operation';
import type { PreflightLine } from '../ports/preflight';
import type { RehearsalWish } from '../rehearsal';
import type { Workshop } from '../workshop';
import type { DeployPlan } from './workshops';

/** The real thing with synthetic participants, before the day. */
export interface Rehearsals {
  plan(workshop: Workshop, wish: RehearsalWish): Promise<RehearsalPlan>;
  /** Deploys what does not stand yet, and rehearses as soon as that has ended. */
  start(
    workshop: Workshop,
    by: string,
    wish: RehearsalWish,
  ): Promise<
    | { readonly started: Operation; /** Where one was begun, or ran. */ readonly deploy: Operation | undefined }
    | { readonly running: Operation }
    | { readonly refused: 'preflight'; readonly checks: readonly PreflightLine[] }
  >;
}

export interface RehearsalPlan {
  /** Seats that would be tried: those that are no spares and that nobody has, at most as many as were asked for. */
  readonly tried: number;
  /** Seats that people have, and that are left alone. */
  readonly taken: number;
  /** What a deploy would make; undefined where everything stands. */
  readonly deploy: DeployPlan | undefined;
  /** Milliseconds until it ends. */
  readonly lastsMs: number;
  /** US dollars of what runs, until then. */
  readonly cost: number;
}
