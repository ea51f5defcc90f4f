import type { Workshop } from '../../workshop/workshop';
import { inviteMe } from '../views/refusals';
import { askingAws, confirmDeploy } from '../views/plan';
import { allReady, alreadyRunning, filesSent } from '../views/operation-answers';
import type { Asked, Command } from './command';
import { mayPostIn } from './may-post';
import { onlyWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';
import { whileAsking } from './while-asking';

export const deploy: Command<{ readonly workshop?: string }> = {
  summary: 'create everything; asks first, and shows the price',
  usage: '[name]',
  examples: ['', 'nov'],
  details:
    'Shows the plan and asks; what cannot succeed, for want of a quota for instance, is not started. Then one message in the crew channel follows every batch and seat until all are ready. Run it again after a failure or an interruption: it goes on where it stopped and replaces nothing that is sound.',
  parse: onlyWorkshop,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (workshop) await offerDeploy(asked, workshop);
  },
};

/** Asks for the last word on a deploy; answers instead where one is running or nothing is left to do. */
export async function offerDeploy(
  asked: Pick<Asked, 'deps' | 'progress' | 'by' | 'botUserId' | 'answer'>,
  workshop: Workshop,
): Promise<void> {
  const { deps, progress } = asked;
  const { seats, operation } = await deps.usher.status(workshop);
  if (operation && operation.kind !== 'restart') {
    const view = await deps.usher.progress(operation.id);
    await asked.answer(alreadyRunning(workshop, operation, view));
    // The first attempt may have found the bot outside its crew channel.
    if (operation.message === undefined) await progress.start(operation.id, workshop.crewChannel);
    return;
  }
  const ready = seats.filter((seat) => seat.state === 'ready').length;
  const done = workshop.state === 'deployed' && ready === seats.length;
  if (done && workshop.spec.files === undefined) await asked.answer(allReady(workshop));
  else if (!(await mayPostIn(deps, workshop.crewChannel, asked.botUserId))) {
    await asked.answer(inviteMe(workshop.crewChannel));
  } else if (done) {
    // Costs nothing and changes nothing that runs: no question.
    const begun = await deps.usher.deploy(workshop, asked.by);
    await asked.answer(filesSent(workshop));
    if ('started' in begun) await progress.start(begun.started.id, workshop.crewChannel);
  } else {
    const plan = await whileAsking(asked, askingAws(workshop), deps.usher.plan(workshop));
    await asked.answer(confirmDeploy(workshop, plan, ready, await deps.usher.quotas.pending()));
  }
}
