import { planMessage } from '../views/plan';
import type { Command } from './command';
import { onlyWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export const plan: Command<{ readonly workshop?: string }> = {
  summary: 'what a deploy would create, and its price',
  usage: '[name]',
  examples: ['', 'nov'],
  details:
    'What would be created, in how many stacks; the price an hour and until the end; the AWS quota it needs. Creates nothing.',
  parse: onlyWorkshop,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (workshop) await asked.answer(planMessage(workshop, await asked.deps.usher.plan(workshop)));
  },
};
