import { distance } from 'fastest-levenshtein';

/** The candidate a typing error away from the word (a third of its letters, at least one), or undefined. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.ceil(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = candidate.startsWith(word) && word.length > 1 ? 1 : distance(word, candidate);
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}
