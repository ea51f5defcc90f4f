import { askingForSpare, confirmSwap, swapRefused } from '../views/swap';
import type { Command } from './command';
import { parseOneSeat, type OneSeatRequest } from './parse/one-seat';
import { whichSeat } from './which-seat';
import { whileAsking } from './while-asking';

export const swap: Command<OneSeatRequest> = {
  summary: 'move a seat to the machine of a spare; number, address and password stay',
  usage: '<seat> [name]',
  examples: ['7', '@grace', '"Ann Smith"'],
  details:
    'For a seat that no restart mends. Asks first and says whether its files come along: they do where the old machine still answers. The seat is back within a minute or two; then the old machine is made anew and is the spare again. A swap waits for other work on the same workshop: one at a time.',
  parse: (words) => parseOneSeat(words, '7'),
  async run(asked, request) {
    const which = await whichSeat(asked, request);
    if (!which) return;
    const { summary, no } = which;
    const { workshop } = summary;
    const plan = await whileAsking(asked, askingForSpare(workshop), asked.deps.usher.swaps.plan(workshop, no));
    await asked.answer('refused' in plan ? swapRefused(workshop, no, plan) : confirmSwap(workshop, no, plan));
  },
};
