import { closed, notOpen, unplanned } from '../views/opening';
import { showClosed } from '../room/invitation';
import type { Command } from './command';
import { onlyWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export const close: Command<{ readonly workshop?: string }> = {
  summary: 'let nobody else in; takes back a planned opening',
  usage: '[name]',
  examples: ['', 'nov'],
  details:
    'Nobody is given a card from now on, new or again. Seats stay with their people, and whoever has their card goes on working: addresses and passwords keep working until the workshop is destroyed. `open` opens again.',
  parse: onlyWorkshop,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const result = await asked.deps.usher.close(workshop, asked.by);
    if ('refused' in result) await asked.answer(notOpen(workshop));
    else if ('unplanned' in result) await asked.answer(unplanned(workshop));
    else {
      await asked.answer(closed(workshop));
      await showClosed(asked.deps, result.closed);
    }
  },
};
