import { refuseAt } from '../guards/refuse';
import { sendCardLinks, startCollect } from '../commands/collect';
import { collectFirstModal } from '../views/destroy-modal';
import { plain } from '../views/refusals';
import type { Click } from './clicked';
import { clickedWorkshop, WorkshopId } from './clicked-workshop';

/** In the window of `destroy`: the work first. */
export const collectFirst: Click = async (clicked) => {
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (!workshop || !(await startCollect(clicked, workshop))) return;
  const { client } = clicked.deps;
  if (clicked.viewId !== undefined)
    await client.views.update({ view_id: clicked.viewId, view: collectFirstModal(workshop) });
};

/** Links of people who are not in Slack; they work when the workshop is over, too. */
export const archiveCards: Click = async (clicked) => {
  const id = WorkshopId.safeParse(clicked.value);
  const workshop = id.success ? await clicked.deps.usher.get(id.data) : undefined;
  if (!workshop) return clicked.answer(plain('That workshop is unknown here.'));
  const refusal = refuseAt(clicked, workshop);
  await (refusal ? clicked.answer(refusal) : sendCardLinks(clicked, workshop));
};
