import { z } from 'zod';
import type { Workshop } from '../../workshop/workshop';
import { refuseAt } from '../guards/refuse';
import { workshopGone } from '../views/choose-workshop';
import { plain } from '../views/refusals';
import type { Clicked } from './clicked';

/** A workshop's id, by its form: nothing else is asked of the store. */
export const WorkshopId = z.string().regex(/^[\w-]{1,64}$/);

/** The living workshop with this id, where the clicker may do this to it; where it is gone, the message with the button says so from now on. */
export async function clickedWorkshop(clicked: Clicked, id: string): Promise<Workshop | undefined> {
  const workshop = WorkshopId.safeParse(id).success ? await clicked.deps.usher.get(id) : undefined;
  if (workshop && workshop.state !== 'destroyed') {
    const refusal = refuseAt(clicked, workshop);
    if (refusal) await clicked.answer(refusal);
    return refusal ? undefined : workshop;
  }
  await clicked.replace(workshop ? workshopGone(workshop) : plain('That workshop is unknown here.'));
  return undefined;
}
