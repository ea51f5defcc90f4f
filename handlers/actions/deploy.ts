import { offerDeploy } from '../commands/deploy';
import { whileAsking } from '../commands/while-asking';
import { allReady, alreadyRunning, deployStarted } from '../views/operation-answers';
import { askingAws, cannotSucceed } from '../views/plan';
import { clickedWorkshop } from './clicked-workshop';
import type { Click } from './clicked';

/** From a plan to the last question. */
export const askDeploy: Click = async (clicked) => {
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (workshop) await offerDeploy(clicked, workshop);
};

/** The answer to the last question was yes. */
export const goDeploy: Click = async (clicked) => {
  const { deps, progress } = clicked;
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (!workshop) return;
  const begun = await whileAsking(clicked, askingAws(workshop), deps.usher.deploy(workshop, clicked.by));
  if ('refused' in begun) {
    await clicked.replace(begun.refused === 'preflight' ? cannotSucceed(workshop, begun.checks) : allReady(workshop));
  } else if ('running' in begun) {
    await clicked.replace(alreadyRunning(workshop, begun.running, await deps.usher.progress(begun.running.id)));
  } else {
    await clicked.replace(deployStarted(workshop));
    await progress.start(begun.started.id, workshop.crewChannel);
  }
};
