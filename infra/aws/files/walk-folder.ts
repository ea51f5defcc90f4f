import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isLeftOut, within } from './limits';
import { filesProblem } from './problems';

/** A file below the folder. */
export interface FolderFile {
  /** From the folder, with slashes: `week-1/lesson.ipynb`. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly bytes: number;
}

/**
 * Every file below a folder in order of its path, without what nobody wants in a seat. A link to a file inside counts as that
 * file; throws ProblemError for every other link, for a folder that is missing or empty, and beyond the limits.
 */
export async function walkFolder(folder: string): Promise<FolderFile[]> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory()) {
    throw filesProblem(
      `The folder of the assignment files is not there: ${folder}.`,
      'Put it on the machine Usher runs on, or name another one, and try again.',
    );
  }
  const files: FolderFile[] = [];
  await collect(root, root, files);
  return within(files, folder);
}

async function collect(root: string, folder: string, files: FolderFile[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = join(folder, entry.name);
    const path = relative(root, file).split(sep).join('/');
    if (isLeftOut(path)) continue;
    if (entry.isDirectory()) await collect(root, file, files);
    else if (entry.isFile()) files.push({ path, file, bytes: (await stat(file)).size });
    else if (entry.isSymbolicLink()) files.push({ path, ...(await follow(root, file, path)) });
  }
}

async function follow(root: string, link: string, path: string): Promise<{ file: string; bytes: number }> {
  const file = await realpath(link).catch(() => undefined);
  const target = file?.startsWith(root + sep) ? await stat(file) : undefined;
  if (file !== undefined && target?.isFile()) return { file, bytes: target.size };
  throw filesProblem(
    `\`${path}\` among the assignment files is a link that does not lead to a file in the same folder.`,
    'Put the file itself there, or take the link away, and try again.',
  );
}
