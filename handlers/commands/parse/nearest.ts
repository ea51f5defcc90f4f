import { distance } from 'fastest-levenshtein';

/** The candidate a typing error away from the word (a third of its letters, at least one), or undefined. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.ceil(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = isSlip(word, candidate) ? 1 : distance(word, candidate);
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** A word not finished, or two neighbours swapped: the commonest slips, and each counts as one. */
const isSlip = (word: string, candidate: string): boolean =>
  (word.length > 1 && candidate.startsWith(word)) ||
  [...word].some(
    (letter, i) =>
      word.slice(0, i) + (word[i + 1] ?? '') + letter + word.slice(i + 2) === candidate && i + 1 < word.length,
  );
