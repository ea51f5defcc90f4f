import { ProblemError } from '../../../workshop/problems';

/** A problem with what the organiser named as the assignment files. */
export const filesProblem = (summary: string, next: string): ProblemError =>
  new ProblemError({ kind: 'unknown', summary, next });

/** None of the workshop's assignment files has this path. */
export function noSuchFile(path: string, files: readonly { readonly path: string }[]): ProblemError {
  const name = path.split('/').at(-1);
  const alike = files.find((file) => file.path.split('/').at(-1) === name);
  return filesProblem(
    `There is no file ${path} among the assignment files${files.length === 0 ? ', for this workshop has none' : ''}.`,
    alike === undefined
      ? 'Type `/workshop files push` without a name, and put a file into the window.'
      : `Did you mean ${alike.path}?`,
  );
}
