import type { Workshop } from '../../workshop/workshop';
import type { Asked } from './command';
import { whichWorkshop } from './which-workshop';

/**
 * The workshop that is meant, and the words besides its name: the last word is one where a living workshop is called so and at
 * least `least` others are left. Answers, and returns undefined, where no workshop is found.
 */
export async function wordsAndWorkshop(
  asked: Asked,
  { words, workshop: chosen }: { readonly words: readonly string[]; readonly workshop?: string },
  least: number,
): Promise<{ readonly workshop: Workshop; readonly words: readonly string[] } | undefined> {
  const last = words.length > least ? words.at(-1)?.toLowerCase() : undefined;
  const named = last !== undefined && 'found' in (await asked.deps.usher.find(last, asked.channel));
  const workshop = await whichWorkshop(asked, chosen ?? (named ? last : undefined));
  return workshop && { workshop, words: named ? words.slice(0, -1) : words };
}
