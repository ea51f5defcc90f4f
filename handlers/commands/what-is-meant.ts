import type { Workshop } from '../../workshop/workshop';
import type { Asked } from './command';
import { whichWorkshop } from './which-workshop';

/** Words besides the seat: an app, the workshop, or both, in any order. Only the workshops themselves tell which. */
export interface NamesRequest {
  readonly names: readonly string[];
  readonly workshop?: string;
}

/**
 * Tells the workshop's name from the apps': a word that names a living workshop is one. Where it takes a choice, or there is none, answers
 * and returns undefined.
 */
export async function whatIsMeant(
  asked: Asked,
  { names, workshop }: NamesRequest,
): Promise<{ readonly workshop: Workshop; readonly names: readonly string[] } | undefined> {
  const { usher } = asked.deps;
  const found = new Map<string, boolean>();
  for (const name of names) found.set(name, 'found' in (await usher.find(name, asked.channel)));
  const named = workshop ?? names.find((name) => found.get(name));
  const which = await whichWorkshop(asked, named);
  return which && { workshop: which, names: names.filter((name) => name !== named && name !== which.spec.name) };
}
