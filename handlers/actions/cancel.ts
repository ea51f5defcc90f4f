import { cancelAnswer } from '../views/cancel';
import { plain } from '../views/refusals';
import type { Click } from './clicked';
import { WorkshopId } from './clicked-workshop';

/** Stops the operation whose message has the button, if that is what runs. */
export const cancelOperation: Click = async ({ deps, by, value, answer }) => {
  const view = WorkshopId.safeParse(value).success ? await deps.usher.progress(value) : undefined;
  if (!view) await answer(plain('I do not know that operation any more.'));
  else await answer(cancelAnswer(view.workshop, await deps.usher.cancel(view.workshop, by, view.operation.id)));
};
