/** Items any of whose words fit what was typed, the best first: whole name, beginning, beginning of a word, anywhere. Nothing typed: all, as they come. */
export function rank<Item>(
  typed: string,
  items: readonly Item[],
  words: (item: Item) => readonly string[],
): readonly Item[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return items;
  return items
    .map((item) => ({ item, score: Math.min(...words(item).map((word) => scoreOf(word.toLowerCase(), wanted))) }))
    .filter(({ score }) => score < Infinity)
    .toSorted((left, right) => left.score - right.score)
    .map(({ item }) => item);
}

function scoreOf(word: string, wanted: string): number {
  if (word === wanted) return 0;
  if (word.startsWith(wanted)) return 1;
  const at = word.indexOf(wanted);
  if (at < 0) return Infinity;
  return /[\s._-]/.test(word[at - 1] ?? '') ? 2 : 3;
}
