import type { Workshop } from '../../workshop/workshop';
import { workshopGone } from '../views/choose-workshop';
import { plain } from '../views/refusals';
import type { Clicked } from './clicked';

/** The living workshop with this id; where it is gone, the message with the button says so from now on. */
export async function clickedWorkshop(clicked: Clicked, id: string): Promise<Workshop | undefined> {
  const workshop = await clicked.deps.usher.get(id);
  if (workshop && workshop.state !== 'destroyed') return workshop;
  await clicked.replace(workshop ? workshopGone(workshop) : plain('That workshop is unknown here.'));
  return undefined;
}
