/**
 * Something that went wrong outside, sorted so that the right next step can be named. A value, not an Error: it is stored,
 * shown and decided upon. `cause` is for the thread and the log, and never holds a secret.
 */
export interface Problem {
  readonly kind: ProblemKind;
  /** One sentence for people. */
  readonly summary: string;
  /** What to do next, one sentence. */
  readonly next: string;
  /** The tool's own words, trimmed to 2,000 characters. */
  readonly cause?: string;
  /** Quota code, lock holder, resource address: whatever the kind needs. */
  readonly detail?: Readonly<Record<string, string>>;
}

export type ProblemKind =
  | 'throttled'
  | 'capacity'
  | 'quota'
  | 'credentials'
  | 'locked'
  | 'permission'
  | 'missing-tool'
  | 'network'
  | 'exists'
  | 'interrupted'
  | 'timeout'
  | 'unknown';

/** Thrown where a Problem ends the work of a function that has no other way to say so. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(`${problem.summary} ${problem.next}`);
  }
}
