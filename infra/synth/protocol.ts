import type { SynthRequest } from './request';

/** What a synth wrote. */
export interface Synthesised {
  /** Path of `cdk.tf.json`. */
  readonly file: string;
  /** Resources the stack manages. */
  readonly resources: number;
}

/** Parent to child. Dates become strings on the way; no stack uses one. */
export interface SynthTask {
  readonly id: number;
  readonly request: SynthRequest;
}

/** Child to parent. */
export type SynthReply =
  { readonly id: number; readonly done: Synthesised } | { readonly id: number; readonly failed: string };
