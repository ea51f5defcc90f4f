import type { z } from 'zod';
import { didYouMean } from './closest';
import { foundAllowed, pathText, type FileProblem, type Path } from './problem';
import { BUILT_IN } from './app-schema';
import type { Yaml } from './read-yaml';

/** Unknown keys of one map that are told one by one. */
const MOST_KEYS = 20;

type Issue = z.core.$ZodIssue;

/** Everything the schema refused, each in its place. `keysAt` tells the keys that are known in a map. */
export function schemaProblems(
  yaml: Yaml,
  issues: readonly Issue[],
  keysAt: (path: Path) => readonly string[],
  base: Path = [],
): FileProblem[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === 'invalid_union') {
      const meant = branchMeant(issue.errors);
      if (meant) return schemaProblems(yaml, meant, keysAt, path);
    }
    if (issue.code === 'invalid_key') {
      const says = foundAllowed(issue.path.at(-1), issue.issues[0]?.message ?? issue.message);
      return [{ path: pathText(path), line: yaml.lineOf(path), says }];
    }
    if (issue.code === 'unrecognized_keys') return unknownKeys(yaml, path, issue.keys, keysAt(path));
    const says = foundAllowed(valueAt(yaml.value, path), issue.message, hintOf(issue, valueAt(yaml.value, path)));
    return [{ path: pathText(path), line: yaml.lineOf(path), says }];
  });
}

/** The one way of several whose kind fits, and that is wrong inside only: its problems say more than "neither". */
function branchMeant(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const inside = branches.filter((issues) =>
    issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'),
  );
  return inside.length === 1 ? inside[0] : undefined;
}

function unknownKeys(yaml: Yaml, path: Path, keys: readonly string[], known: readonly string[]): FileProblem[] {
  const told = keys.slice(0, MOST_KEYS).map((key) => unknownKey(yaml, path, key, known));
  const more = keys.length - told.length;
  if (more === 0) return told;
  return [...told, { path: pathText(path), line: yaml.lineOf(path), says: `${more} more keys are not known` }];
}

function unknownKey(yaml: Yaml, path: Path, key: string, known: readonly string[]): FileProblem {
  const hint = didYouMean(key, known);
  const all = known.length === 0 ? '' : `; ${known.join(', ')} are known here`;
  return {
    path: pathText([...path, key]),
    line: yaml.lineOf([...path, key]),
    says: `there is no such key${hint === undefined ? all : `. ${hint}`}`,
  };
}

function hintOf(issue: Issue, value: unknown): string | undefined {
  if (issue.code === 'custom') return issue.params?.['hint'] as string | undefined;
  const top = issue.path[0];
  if (value === null && top === 'room') return 'In YAML a # starts a comment: put the channel in quotes.';
  if (value === null) return 'Leave the line out for the default.';
  if (typeof value !== 'string') return undefined;
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') {
    const words = issue.code === 'invalid_value' ? issue.values.map(String) : top === 'apps' ? BUILT_IN : [];
    return didYouMean(value, words);
  }
  return undefined;
}

/** What stands at a path, or undefined. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? (inner as Record<PropertyKey, unknown>)[part]
        : undefined,
    value,
  );
