import { mayAt } from '../../workshop/crew';
import { BUTTONS, leastFor } from '../guards/roles';
import { OFFER_UNOPENED, waitlistMessage } from '../views/waitlist';
import type { Command } from './command';
import { onlyWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export const waitlist: Command<{ readonly workshop?: string }> = {
  summary: 'who waits for a seat, and which seats nobody has opened',
  usage: '[name]',
  examples: ['', 'nov'],
  details:
    'When every seat is taken, whoever asks for one is put on the waitlist, and a seat that becomes free goes to the first. Seats whose people never opened them can be given to those who wait; half an hour after their cards I offer that by myself.',
  parse: onlyWorkshop,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const mayOffer = mayAt(asked.rights, leastFor(BUTTONS, OFFER_UNOPENED), workshop.id);
    await asked.answer(waitlistMessage(workshop, await asked.deps.usher.waitlist(workshop), mayOffer));
  },
};
