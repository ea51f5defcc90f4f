import type { Operation, Scaling } from '../operation';
import type { PreflightLine } from '../ports/preflight';
import type { Price } from '../ports/prices';
import type { Participant } from '../seat';
import type { Workshop } from '../workshop';

/** More seats, or fewer. */
export interface Resizing {
  /** What another size would change; changes nothing. */
  plan(workshop: Workshop, wish: ScaleWish): Promise<ScalePlanned>;
  /**
   * Does what was planned under this `mark`, in the background where something stands on AWS. `again`: it would be another thing by
   * now, and nothing was done.
   */
  begin(workshop: Workshop, by: string, wish: ScaleWish, mark: string): Promise<ScaleBegun>;
}

export interface ScaleWish {
  /** Without spares. */
  readonly seats: number;
  /** As many as before where it is not said. */
  readonly spares?: number;
}

export interface ScalePlan {
  readonly workshop: Workshop;
  readonly scaling: Scaling;
  /** Who sits on a seat that goes. */
  readonly leaving: readonly { readonly no: number; readonly sitter: Participant }[];
  /** Spares that were wished for and cannot be, since somebody sits there. */
  readonly missingSpares: number;
  /** Highest number of which something may still stand. */
  readonly built: number;
  /** Empty where nothing on AWS changes. */
  readonly stacks: readonly string[];
  readonly removing: readonly string[];
  readonly loadBalancers: { readonly before: number; readonly after: number };
  readonly price: { readonly before: Price; readonly after: Price };
  /** Instance classes of the database, where it has to become larger. */
  readonly database: { readonly from: string; readonly to: string } | undefined;
  /** What could stop it. */
  readonly checks: readonly PreflightLine[];
  /** Of all that was shown: what is confirmed is this and nothing else. */
  readonly mark: string;
}

export type ScaleRefused =
  | { readonly refused: 'same' | 'destroying' | 'off' | 'half-deployed' | 'database' }
  | { readonly refused: 'too-many'; readonly seats: number; readonly spares: number }
  | { readonly refused: 'running'; readonly operation: Operation };

export type ScalePlanned = { readonly plan: ScalePlan } | ScaleRefused;

export type ScaleBegun =
  | { readonly started: Operation; readonly plan: ScalePlan }
  /** Nothing of it stands on AWS: it is done. */
  | { readonly resized: Workshop; readonly plan: ScalePlan }
  | { readonly again: ScalePlan }
  | ScaleRefused;
