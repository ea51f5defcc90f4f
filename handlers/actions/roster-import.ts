import { z } from 'zod';
import { refuseAt } from '../guards/refuse';
import { refusalOf, RosterFileShape } from '../roster/file';
import { previewRoster } from '../roster/preview';
import { plain } from '../views/refusals';
import { draftGone, importedMessage, ROSTER_FIELD, seeDm } from '../views/roster-import';
import { readValue, type Click } from './clicked';
import { clickedWorkshop, WorkshopId } from './clicked-workshop';
import { readOrigin, type Submit } from './submitted';

const Origin = z.object({ workshop: WorkshopId, channel: z.string().regex(/^\w{1,30}$/) });
const Chosen = z.object({ workshop: WorkshopId, file: RosterFileShape });

/** The window of `roster import`: closes at once, and the list is answered in the DM. */
export const submitRoster: Submit = async (submitted) => {
  const { deps, by, uploads } = submitted;
  const file = uploads[ROSTER_FIELD];
  if (!file) return submitted.refuse({ [ROSTER_FIELD]: 'Which file? It ends in .csv.' });
  const refused = refusalOf(file);
  if (refused !== undefined) return submitted.refuse({ [ROSTER_FIELD]: refused });
  const origin = await readOrigin(submitted, Origin);
  if (!origin) return;
  await submitted.accept();
  const workshop = await deps.usher.get(origin.workshop);
  if (!workshop || workshop.state === 'destroyed') {
    return submitted.tell(origin.channel, plain('That workshop is gone, so nothing was read.'));
  }
  const refusal = refuseAt(submitted, workshop);
  if (refusal) return submitted.tell(origin.channel, refusal);
  // In the DM itself the answer follows below.
  if (!origin.channel.startsWith('D')) await submitted.tell(origin.channel, seeDm());
  await previewRoster(deps, by, workshop, file);
};

/** Several workshops were alive when a list was dropped; now it is known which one is meant. */
export const chooseRoster: Click = async (clicked) => {
  const chosen = await readValue(clicked, Chosen);
  const workshop = chosen && (await clickedWorkshop(clicked, chosen.workshop));
  if (!workshop) return;
  await clicked.replace(plain(`Reading the list for *${workshop.spec.name}*.`));
  await previewRoster(clicked.deps, clicked.by, workshop, chosen.file);
};

/** The list that was shown is imported as it was shown. */
export const goImport: Click = async (clicked) => {
  const { deps, by, value } = clicked;
  const draft = WorkshopId.safeParse(value).success ? await deps.usher.takeRoster(value) : undefined;
  if (!draft) return clicked.replace(draftGone());
  const workshop = await clickedWorkshop(clicked, draft.workshopId);
  if (!workshop) return;
  await clicked.replace(importedMessage(workshop, await deps.usher.importRoster(workshop, by, draft.lines)));
};
