import { refuseAt } from '../guards/refuse';
import { notTold, telling } from '../views/announce';
import type { Click } from './clicked';
import { WorkshopId } from './clicked-workshop';

/** The question about an announcement was answered with yes. */
export const announceGo: Click = async (clicked) => {
  const { deps, by, value } = clicked;
  const id = WorkshopId.safeParse(value);
  const workshop = id.success ? await deps.usher.announcements.workshopOf(id.data) : undefined;
  const refusal = workshop && refuseAt(clicked, workshop);
  if (refusal) return clicked.answer(refusal);
  const confirmed =
    id.success && workshop ? await deps.usher.announcements.confirm(id.data, by) : ({ refused: 'unknown' } as const);
  await clicked.replace(
    'refused' in confirmed ? notTold(confirmed.refused) : telling(confirmed.workshop, confirmed.hearers),
  );
};
