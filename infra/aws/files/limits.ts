import { filesProblem } from './problems';

const MOST_FILES = 10_000;
/** Each seat downloads and keeps them twice. */
const MOST_BYTES = 2 * 1024 ** 3;
/** What editors, version control and operating systems leave behind, and Usher's own folder in a seat. */
const LEFT_OUT = /(^|\/)(\.git|\.ipynb_checkpoints|__pycache__|\.DS_Store)(\/|$)|^\.usher(\/|$)/;

export const isLeftOut = (path: string): boolean => LEFT_OUT.test(path);

/** The files, where there are some and not too many; throws ProblemError otherwise. `source` is for its words. */
export function within<T extends { readonly bytes: number }>(files: T[], source: string): T[] {
  if (files.length === 0) {
    throw filesProblem(`There are no files in ${source}.`, 'Put some there, or make the workshop without files.');
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (files.length > MOST_FILES || bytes > MOST_BYTES) {
    throw filesProblem(
      `The assignment files in ${source} are more than Usher brings into a seat: ${files.length.toLocaleString('en')}, ${megabytes(bytes)}.`,
      `Leave out what seats do not need: ${MOST_FILES.toLocaleString('en')} files and ${megabytes(MOST_BYTES)} are the most.`,
    );
  }
  return files;
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2).toLocaleString('en')} MiB`;
