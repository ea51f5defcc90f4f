import { cancelAnswer } from '../views/cancel';
import { plain } from '../views/refusals';
import type { Click } from './clicked';
import { clickedWorkshop, WorkshopId } from './clicked-workshop';

/** Stops the operation whose message has the button, if that is what runs. */
export const cancelOperation: Click = async (clicked) => {
  const { deps, by, value, answer } = clicked;
  const view = WorkshopId.safeParse(value).success ? await deps.usher.progress(value) : undefined;
  if (!view) {
    await answer(plain('I do not know that operation any more.'));
    return;
  }
  const workshop = await clickedWorkshop(clicked, view.workshop.id);
  if (workshop) await answer(cancelAnswer(workshop, await deps.usher.cancel(workshop, by, view.operation.id)));
};
