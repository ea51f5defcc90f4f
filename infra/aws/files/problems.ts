import { ProblemError } from '../../../workshop/problems';

/** A problem with what the organiser named as the assignment files. */
export const filesProblem = (summary: string, next: string): ProblemError =>
  new ProblemError({ kind: 'unknown', summary, next });
