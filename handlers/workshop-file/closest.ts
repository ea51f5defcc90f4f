import { nearest } from '../commands/parse/nearest';

/** A longer word is no slip of the pen, and takes long to compare. */
const LONGEST_WORD = 40;

/** `Did you mean spares?`, where a word is near one of these; undefined where none is. */
export function didYouMean(word: string, words: readonly string[]): string | undefined {
  const close = word.length > LONGEST_WORD ? undefined : nearest(word.trim().toLowerCase(), words);
  return close === undefined ? undefined : `Did you mean ${close}?`;
}
