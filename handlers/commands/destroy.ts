import { changesAws } from '../../workshop/operation';
import { destroyModal } from '../views/destroy-modal';
import { alreadyRunning } from '../views/operation-answers';
import type { Command } from './command';
import { onlyWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export const destroy: Command<{ readonly workshop?: string }> = {
  summary: 'remove everything, for good; you type the name first',
  usage: '[name]',
  examples: ['', 'nov'],
  details:
    'Opens a window that shows who sits there and asks for the name. Then everything the workshop created on AWS is deleted, files included, and a message proves what is gone.',
  parse: onlyWorkshop,
  async run(asked, request) {
    const { usher, client } = asked.deps;
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const summary = await usher.status(workshop);
    if (summary.operation && changesAws(summary.operation.kind)) {
      const view = await usher.progress(summary.operation.id);
      await asked.answer(alreadyRunning(workshop, summary.operation, view));
      return;
    }
    const { errands } = usher;
    const [archives, help, atWork] = await Promise.all([
      errands.archives(workshop.id),
      usher.helping.overview(workshop.id),
      errands.untold(),
    ]);
    const collecting = atWork.some(
      ({ workshopId, kind, state }) => workshopId === workshop.id && kind === 'collect' && state === 'running',
    );
    const facts = { archives, collecting, stuck: help.standing.map(({ request: { no } }) => no) };
    await client.views.open({ trigger_id: asked.triggerId, view: destroyModal(summary, asked.channel, facts) });
  },
};
