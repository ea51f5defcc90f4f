import { restRefused, startPlanned, startStarted, stopStarted } from '../views/rest';
import type { Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

/** Turns off what was asked about. */
export const goStop: Click = async (clicked) => {
  const { deps, progress, by, value } = clicked;
  const workshop = await clickedWorkshop(clicked, value);
  if (!workshop) return;
  const begun = await deps.usher.resting.stop(workshop, by);
  if ('refused' in begun) return clicked.replace(restRefused(workshop, begun));
  await clicked.replace(stopStarted(workshop));
  await progress.start(begun.started.id, workshop.crewChannel);
};

/** Turns on what was asked about, or notes when that happens by itself. */
export const goStart: Click = async (clicked) => {
  const { deps, progress, by } = clicked;
  const [id = '', when = 'now'] = clicked.value.split(' ');
  const workshop = await clickedWorkshop(clicked, id);
  if (!workshop) return;
  const { resting } = deps.usher;
  const at = /^\d{13}$/.test(when) ? new Date(Number(when)) : undefined;
  if (at && at > deps.clock.now()) {
    const planned = await resting.startAt(workshop, by, at);
    return clicked.replace(startPlanned(planned, await deps.directory.timeZone(by)));
  }
  const begun = await resting.start(workshop, by);
  if ('refused' in begun) return clicked.replace(restRefused(workshop, begun));
  await clicked.replace(startStarted(workshop));
  await progress.start(begun.started.id, workshop.crewChannel);
};
