import { mayAt } from '../../workshop/crew';
import { usageAnswer } from '../views/refusals';
import { seatsMessage, statusMessage } from '../views/status';
import { chooseSeats } from './choose-seats';
import type { Command } from './command';
import { isUsageError } from './parse/usage';
import { seatsAndWorkshop, type SeatsRequest } from './parse/seats-and-workshop';
import { whichWorkshop } from './which-workshop';

export const status: Command<SeatsRequest> = {
  summary: 'seat map, who sits where, who is stuck, what runs, price so far, time left',
  usage: '[seat] [name]',
  examples: ['', 'nov', '7', '@grace'],
  details:
    'What Usher knows, at once and without asking AWS; with a seat, who sits there and how it is. `health` looks at every seat anew.',
  parse: seatsAndWorkshop,
  async run(asked, request) {
    const { usher, clock, directory } = asked.deps;
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const summary = await usher.status(workshop);
    const people = summary.participants.flatMap(({ userId }) => userId ?? []);
    const gone = await directory.deactivated(workshop.room, people);
    if (request.seats !== undefined && request.seats.kind !== 'all') {
      const chosen = await chooseSeats(usher, summary, request.seats);
      await asked.answer(isUsageError(chosen) ? usageAnswer(chosen, undefined) : seatsMessage(summary, chosen, gone));
      return;
    }
    const running = summary.operation && (await usher.progress(summary.operation.id));
    const prices = mayAt(asked.rights, 'organiser', workshop.id);
    const [help, archives] = await Promise.all([
      usher.helping.overview(workshop.id),
      usher.errands.archives(workshop.id),
    ]);
    const options = { help, archives, prices, code: usher.joinCode(workshop), gone };
    await asked.answer(statusMessage(summary, running, clock.now(), options));
  },
};
