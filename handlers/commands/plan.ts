import { askingAws, planMessage } from '../views/plan';
import type { Command } from './command';
import { onlyWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';
import { whileAsking } from './while-asking';

export const plan: Command<{ readonly workshop?: string }> = {
  summary: 'what a deploy would create, and its price',
  usage: '[name]',
  examples: ['', 'nov'],
  details:
    'What would be created, in how many stacks; the price an hour and until the end; and which quotas of the AWS account are too small for it, with their codes, a link, and a button that asks AWS for more and tells you when AWS answers. Creates nothing.',
  parse: onlyWorkshop,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const found = await whileAsking(asked, askingAws(workshop), asked.deps.usher.plan(workshop));
    await asked.answer(planMessage(workshop, found, await asked.deps.usher.quotas.pending()));
  },
};
