import type { Operation } from '../operation';
import type { Sitter } from '../seat';
import type { Workshop } from '../workshop';

/** Seats that move to the machine of a spare, with their number, address and password. */
export interface Swaps {
  /** What a swap would do; changes nothing. Throws ProblemError where AWS refuses to be asked. */
  plan(workshop: Workshop, no: number): Promise<SwapPlan | SwapRefused>;
  /** Starts it in the background. Throws ProblemError where AWS refuses to be asked. */
  start(
    workshop: Workshop,
    by: string,
    no: number,
  ): Promise<{ readonly started: Operation } | { readonly running: Operation } | SwapRefused>;
}

export interface SwapPlan {
  /** Number of the spare whose machine it would get. */
  readonly spare: number;
  /** Whether the old machine answers, so that what is saved there can be asked for. */
  readonly answers: boolean;
  /** Who sits there. */
  readonly sitter: Sitter | undefined;
}

/**
 * `spare`: it is one itself. `volumes`: what is saved lies on a volume that stays with its seat, and a new machine keeps it. `no-spares`:
 * the workshop has none. `none-ready`: it has, and none that is ready, free and answers.
 */
export interface SwapRefused {
  readonly refused: 'not-deployed' | 'spare' | 'volumes' | 'no-spares' | 'none-ready';
}
