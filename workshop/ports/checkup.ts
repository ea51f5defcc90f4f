/** One thing the doctor looks at. It only looks: nothing is made or changed. */
export interface Checkup {
  /** What belongs together is shown together: `Slack`, `AWS`. */
  readonly group: string;
  /** Two or three words. */
  readonly title: string;
  /** May throw: a ProblemError becomes what is wrong and its mend. */
  run(signal: AbortSignal): Promise<CheckResult>;
}

/** `says` and `mend` are a sentence each, in plain text, backticks apart. `link`: where the mend is done. */
export type CheckResult =
  | { readonly state: 'well'; readonly says: string; /** What would be better still. */ readonly mend?: string }
  | { readonly state: 'ill'; readonly says: string; readonly mend: string; readonly link?: string }
  /** `says` is why it cannot be told. */
  | { readonly state: 'unknown'; readonly says: string; readonly mend?: string };
