import { statusMessage } from '../views/status';
import type { Command } from './command';
import { pickSeats, withoutFillers } from './parse/pick-seats';
import { isUsageError } from './parse/usage';
import { onlyWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export const status: Command<{ readonly workshop?: string }> = {
  summary: 'seat map, who sits where, what runs, price so far, time left',
  usage: '[name]',
  examples: ['', 'nov'],
  details: 'What Usher knows, at once and without asking AWS. `health` looks at every seat anew.',
  parse(words) {
    // `who 7` and `find @ada` come here too: everybody's seat is in the answer.
    const picked = pickSeats(withoutFillers(words));
    return isUsageError(picked) ? picked : onlyWorkshop(picked.rest);
  },
  async run(asked, request) {
    const { usher, clock } = asked.deps;
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const summary = await usher.status(workshop);
    const running = summary.operation && (await usher.progress(summary.operation.id));
    await asked.answer(statusMessage(summary, running, clock.now()));
  },
};
