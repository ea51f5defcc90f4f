import { inviteMe } from '../views/refusals';
import { confirmStop, restRefused } from '../views/rest';
import type { Command } from './command';
import { mayPostIn } from './may-post';
import { onlyWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export const stop: Command<{ readonly workshop?: string }> = {
  summary: 'turn all seats off overnight; saved work, addresses and passwords stay',
  usage: '[name]',
  examples: ['', 'nov'],
  details:
    'Stops the instances, which are most of what a workshop costs an hour; it says what that saves and what goes on costing, and asks. Saved work stays, unsaved cells are lost. `start` turns them on again, `start --at 08:00` does so by itself. To stop what is running just now, such as a deploy: `cancel`.',
  parse: onlyWorkshop,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const planned = await asked.deps.usher.resting.planStop(workshop);
    if ('refused' in planned) await asked.answer(restRefused(workshop, planned));
    else if (!(await mayPostIn(asked.deps, workshop.crewChannel, asked.botUserId))) {
      await asked.answer(inviteMe(workshop.crewChannel));
    } else await asked.answer(confirmStop(planned.plan));
  },
};
