import type { Workshop } from '../../workshop/workshop';
import { chooseWorkshop, noWorkshop, workshopGone } from '../views/choose-workshop';
import type { Asked } from './command';
import { nearest } from './parse/nearest';

/** Finds the workshop that is meant; where that takes a choice, or there is none, answers and returns undefined. */
export async function whichWorkshop(asked: Asked, name: string | undefined): Promise<Workshop | undefined> {
  const { usher } = asked.deps;
  const which = await usher.find(name, asked.channel);
  if ('found' in which) return which.found;
  if ('several' in which) {
    await asked.answer(chooseWorkshop(which.several, asked.text));
    return undefined;
  }
  const living = (await usher.list()).map((summary) => summary.workshop);
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
