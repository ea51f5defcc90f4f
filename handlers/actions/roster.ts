import { printCards } from '../commands/cards';
import { sendRoster } from '../commands/roster';
import { importModal } from '../views/roster-import';
import type { Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

/** The roster as a file. */
export const clickCsv: Click = async (clicked) => {
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (workshop) await sendRoster(clicked, workshop);
};

/** The window that takes a list. */
export const clickUpload: Click = async (clicked) => {
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (!workshop) return;
  const view = importModal(workshop, clicked.channel);
  await clicked.deps.client.views.open({ trigger_id: clicked.triggerId, view });
};

/** Cards of everybody who is not in Slack. */
export const clickCards: Click = async (clicked) => {
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (workshop) await printCards(clicked, workshop, undefined);
};
