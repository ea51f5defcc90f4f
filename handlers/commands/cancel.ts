import { cancelAnswer } from '../views/cancel';
import { deployUnplanned } from '../views/ends';
import { errandGoesOn } from '../views/errand';
import { startUnplanned } from '../views/rest';
import type { Command } from './command';
import { onlyWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export const cancel: Command<{ readonly workshop?: string }> = {
  summary: 'stop what is running, gracefully; nothing that stands is lost',
  usage: '[name]',
  examples: ['', 'nov'],
  details:
    'Stops a deploy, a destroy, a restart or what else runs: nothing more is begun, and Terraform ends what it is at in order. What exists stays, and goes on costing: `deploy` goes on where it stopped, `destroy` removes it.',
  parse: onlyWorkshop,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const { usher } = asked.deps;
    const answer = await usher.cancel(workshop, asked.by);
    if ('refused' in answer && answer.refused === 'nothing-runs' && workshop.deploysAt) {
      await asked.answer(deployUnplanned(await usher.scheduleDeploy(workshop, asked.by, undefined)));
    } else if ('refused' in answer && answer.refused === 'nothing-runs' && workshop.startsAt) {
      await asked.answer(startUnplanned(await usher.resting.startAt(workshop, asked.by, undefined)));
    } else if ('refused' in answer && answer.refused === 'nothing-runs') {
      const errands = (await usher.errands.untold()).filter(({ workshopId }) => workshopId === workshop.id);
      const running = errands.find(({ state }) => state === 'running');
      await asked.answer(running ? errandGoesOn(workshop, running) : cancelAnswer(workshop, answer));
    } else await asked.answer(cancelAnswer(workshop, answer));
  },
};
