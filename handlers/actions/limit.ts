import { parseAmount } from '../commands/parse/amount';
import { isUsageError } from '../commands/parse/usage';
import { limitSet } from '../views/limit';
import type { Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

/** Sets the limit to the dollars on the button. */
export const extendLimit: Click = async (clicked) => {
  const [id = '', dollars = ''] = clicked.value.split(' ');
  const workshop = await clickedWorkshop(clicked, id);
  const limit = parseAmount(dollars);
  if (!workshop || isUsageError(limit)) return;
  const { usher, clock } = clicked.deps;
  const changed = await usher.limits.set(workshop, clicked.by, limit);
  await clicked.answer(limitSet(await usher.status(changed), clock.now()));
};
