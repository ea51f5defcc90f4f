import { quote } from './quote';
import { isUsageError, usage, type UsageError } from './usage';
import { atMost, sortWords } from './words';

/** A workshop by its name, in lower case; only its form is checked. */
export function readWorkshop(word: string): string | UsageError {
  const name = word
    .trim()
    .toLowerCase()
    .replace(/^\*|\*$/g, '');
  return /^[a-z0-9-]{1,16}$/.test(name) ? name : usage(`${quote(word)} is not the name of a workshop.`);
}

/** `[name]` and nothing else. */
export function onlyWorkshop(words: readonly string[]): { readonly workshop?: string } | UsageError {
  const sorted = sortWords(words);
  if (isUsageError(sorted)) return sorted;
  const extra = atMost(sorted, 1, 'nov');
  if (extra) return extra;
  const [word] = sorted.plain;
  if (word === undefined) return {};
  const workshop = readWorkshop(word);
  return isUsageError(workshop) ? workshop : { workshop };
}
