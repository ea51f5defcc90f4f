import { mayAt } from '../../workshop/crew';
import type { Workshop } from '../../workshop/workshop';
import { refuseAt } from '../guards/refuse';
import { chooseWorkshop, noWorkshop, workshopGone } from '../views/choose-workshop';
import type { Asked } from './command';
import { nearest } from './parse/nearest';

/**
 * Finds the workshop that is meant, among those where whoever asks may do what they ask for; where that takes a choice, or there is
 * none, answers and returns undefined.
 */
export async function whichWorkshop(asked: Asked, name: string | undefined): Promise<Workshop | undefined> {
  const { usher } = asked.deps;
  const which = await usher.find(name, asked.channel);
  const may = (workshop: Workshop): boolean => mayAt(asked.rights, asked.least, workshop.id);
  if ('found' in which) {
    const refusal = refuseAt(asked, which.found);
    if (refusal) await asked.answer(refusal);
    return refusal ? undefined : which.found;
  }
  if ('several' in which) {
    const [first, ...others] = which.several.filter(may);
    if (first && others.length === 0) return first;
    const [nearest] = which.several;
    if (first) await asked.answer(chooseWorkshop([first, ...others], asked.text));
    else if (nearest) await asked.answer(refuseAt(asked, nearest) ?? chooseWorkshop(which.several, asked.text));
    return undefined;
  }
  const living = (await usher.list()).map((summary) => summary.workshop).filter(may);
  const gone =
    name === undefined
      ? undefined
      : (await usher.list({ past: true })).find(
          ({ workshop }) => workshop.spec.name === name && workshop.state === 'destroyed',
        );
  if (gone) await asked.answer(workshopGone(gone.workshop));
  else {
    const names = living.map((workshop) => workshop.spec.name);
    await asked.answer(noWorkshop(name, names, name === undefined ? undefined : nearest(name, names)));
  }
  return undefined;
}
