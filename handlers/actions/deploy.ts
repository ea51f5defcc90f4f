import { offerDeploy } from '../commands/deploy';
import { whileAsking } from '../commands/while-asking';
import { allReady, alreadyRunning, deployStarted } from '../views/operation-answers';
import { deployPlanned } from '../views/ends';
import { askingAws, cannotSucceed } from '../views/plan';
import { clickedWorkshop } from './clicked-workshop';
import { isOff } from '../views/rest';
import type { Click } from './clicked';

/** From a plan to the last question. */
export const askDeploy: Click = async (clicked) => {
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (workshop) await offerDeploy(clicked, workshop);
};

/** The answer to the last question was yes. */
export const goDeploy: Click = async (clicked) => {
  const { deps, progress } = clicked;
  const [id = '', when = 'now', end] = clicked.value.split(' ');
  const found = await clickedWorkshop(clicked, id);
  if (!found) return;
  const workshop = end === 'end' ? await deps.usher.chooseEnd(found, clicked.by) : found;
  const at = /^\d{13}$/.test(when) ? new Date(Number(when)) : undefined;
  if (at && at > deps.clock.now()) {
    const planned = await deps.usher.scheduleDeploy(workshop, clicked.by, at);
    await clicked.replace(deployPlanned(planned, await deps.directory.timeZone(clicked.by)));
    return;
  }
  const begun = await whileAsking(clicked, askingAws(workshop), deps.usher.deploy(workshop, clicked.by));
  if ('refused' in begun) {
    const { refused } = begun;
    await clicked.replace(
      refused === 'preflight'
        ? cannotSucceed(workshop, begun.checks)
        : refused === 'off'
          ? isOff(workshop)
          : allReady(workshop),
    );
  } else if ('running' in begun) {
    await clicked.replace(alreadyRunning(workshop, begun.running, await deps.usher.progress(begun.running.id)));
  } else {
    await clicked.replace(deployStarted(workshop));
    await progress.start(begun.started.id, workshop.crewChannel);
  }
};
