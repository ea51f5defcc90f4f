import type { Problem } from '../../workshop/problems';

const CAUSE_LIMIT = 500;
const AGAIN = 'Look at it with `/workshop health`, and try again once it is well.';

const problem = (kind: Problem['kind'], summary: string, next: string, cause?: string): Problem => ({
  kind,
  summary,
  next,
  ...(cause ? { cause: cause.slice(0, CAUSE_LIMIT) } : {}),
});

export const noHost = (): Problem =>
  problem('unknown', 'It has no instance.', '`/workshop deploy` makes what is missing; then try again.');

export const hostStopped = (state: string): Problem =>
  problem('unknown', `Its instance does not run: it is ${state}.`, AGAIN);

export const notRegistered = (): Problem =>
  problem(
    'unknown',
    'Its instance has not signed in with AWS Systems Manager, which is the way into it.',
    'It does so within minutes of its start. A workshop that was deployed by an older Usher has no such way.',
  );

export const hostSilent = (): Problem => problem('timeout', 'Its instance does not answer.', AGAIN);

export const tookTooLong = (): Problem => problem('timeout', 'Its instance took too long.', 'Try again.');

/** The script broke; `output` is the last it wrote. */
export const scriptBroke = (code: number, output: string): Problem =>
  problem('unknown', `The script on its instance broke (exit code ${code}).`, 'Try again.', output.slice(-CAUSE_LIMIT));
