import type { Workshop } from '../../workshop/workshop';
import { refuseAt } from '../guards/refuse';
import type { Asked } from './command';
import { whichWorkshop } from './which-workshop';

/** The workshop that is meant, also one that is over; where that takes a choice, or there is none, answers and returns undefined. */
export async function whichEver(asked: Asked, name: string | undefined): Promise<Workshop | undefined> {
  const { usher } = asked.deps;
  const living = await usher.find(name, asked.channel);
  if ('found' in living) return whichWorkshop(asked, name);
  const past = 'none' in living && name !== undefined ? await usher.recall(name) : undefined;
  if (!past) return whichWorkshop(asked, name);
  const refusal = refuseAt(asked, past);
  if (refusal) await asked.answer(refusal);
  return refusal ? undefined : past;
}
