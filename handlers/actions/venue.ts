import { endVenue } from '../commands/venue';
import { alreadyRunning } from '../views/operation-answers';
import { plain } from '../views/refusals';
import { venueStarted, venueTable } from '../views/venue';
import type { Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

/** Within what the command takes: 48 hours at most. */
const VALUE = /^(\S+) (seat|page) (\d{5,9})$/;

/** The question about a venue check was answered with yes. */
export const goVenue: Click = async (clicked) => {
  const { deps, progress, by, value } = clicked;
  const [, id = '', kind = '', lastsMs = ''] = VALUE.exec(value) ?? [];
  if (id === '') return clicked.replace(plain('I do not know that question any more. `/workshop venue` asks anew.'));
  const workshop = await clickedWorkshop(clicked, id);
  if (!workshop) return;
  const { venues } = deps.usher;
  const begun = await venues.putUp(workshop, by, { seat: kind === 'seat', lastsMs: Number(lastsMs) });
  if ('running' in begun) {
    const view = await deps.usher.progress(begun.running.id);
    return clicked.replace(alreadyRunning(workshop, begun.running, view));
  }
  if ('standing' in begun) {
    const view = await venues.view(workshop);
    return clicked.replace(view ? venueTable(view) : plain('It is gone already.'));
  }
  await clicked.replace(venueStarted(workshop));
  await progress.start(begun.started.id, workshop.crewChannel);
};

export const clickEndVenue: Click = async (clicked) => {
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (workshop) await endVenue(clicked, workshop);
};
