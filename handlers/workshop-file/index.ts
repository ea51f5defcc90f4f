import { isAbsolute } from 'node:path';
import { crossProblems } from './cross-problems';
import { keysAt } from './known-keys';
import { shown, type FileProblem, type Path } from './problem';
import { readYaml } from './read-yaml';
import { WORKSHOP_FILE } from './schema';
import { schemaProblems, valueAt } from './schema-problems';
import { toWish, type FileWish } from './to-wish';

export { problemLine, type FileProblem } from './problem';
export { LARGEST_FILE } from './read-yaml';
export { USUAL_SEATS } from './schema';
export type { FileWish } from './to-wish';

export interface ParsedFile {
  readonly wish: FileWish;
  /** 1-based line of a key. */
  lineOf(path: Path): number | undefined;
}

/**
 * Reads a workshop file: what it asks for, or everything that is wrong with it, by lines. `folder`: absolute path of the folder
 * it lies in; undefined for an upload, which may name no folder beside it. Pure, and total: it never throws.
 */
export function parseWorkshopFile(
  text: string,
  folder: string | undefined,
): ParsedFile | { readonly problems: readonly FileProblem[] } {
  const read = readYaml(text);
  if ('problems' in read) return read;
  const { yaml } = read;
  const parsed = WORKSHOP_FILE.safeParse(yaml.value ?? {});
  const problems = [
    ...crossProblems(yaml),
    ...schemaProblems(yaml, parsed.success ? [] : parsed.error.issues, keysAt),
    ...homelessFolder(valueAt(yaml.value, ['files']), folder).map((says) => ({
      path: 'files',
      line: yaml.lineOf(['files']),
      says,
    })),
  ];
  if (parsed.success && problems.length === 0) return { wish: toWish(parsed.data, folder), lineOf: yaml.lineOf };
  return { problems: inOrder(problems) };
}

/** A folder beside the file means nothing where the file came without its folder. */
function homelessFolder(files: unknown, folder: string | undefined): string[] {
  if (folder !== undefined || typeof files !== 'string' || files.startsWith('s3://') || isAbsolute(files)) return [];
  return [
    `found ${shown(files)}, but an uploaded file lies in no folder: s3://bucket/prefix or the absolute path of a folder on Usher’s machine is allowed`,
  ];
}

/** By line, one for each place: the first says most. */
function inOrder(problems: readonly FileProblem[]): FileProblem[] {
  const places = new Map<string, FileProblem>();
  for (const problem of problems) {
    const place = problem.path === '' ? `${problem.line} ${problem.says}` : problem.path;
    if (!places.has(place)) places.set(place, problem);
  }
  return [...places.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
