import { askRelease, nobodyThere } from '../views/assign';
import { plain, usageAnswer } from '../views/refusals';
import { chooseSeats } from './choose-seats';
import type { Command } from './command';
import { seatsAndWorkshop } from './parse/seats-and-workshop';
import type { SeatSelector } from './parse/seats';
import { isUsageError, usage } from './parse/usage';
import { whichWorkshop } from './which-workshop';

export const release: Command<{ readonly seats: SeatSelector; readonly workshop?: string }> = {
  summary: 'free a seat; asks when somebody sits there',
  usage: '<seat> [name]',
  examples: ['7', '@grace', '"Ann Smith"'],
  details:
    'Whoever sat there is told, if they are in Slack, and their card goes. Their work stays on the seat, and so does its password: an address and a password never change until destroy, as they may be on paper.',
  parse(words) {
    const read = seatsAndWorkshop(words);
    if (isUsageError(read)) return read;
    if (!read.seats) return usage('Which seat? A number like `7`, or who sits there: `@grace`, `"Ann Smith"`.', '7');
    return { ...read, seats: read.seats };
  },
  async run(asked, request) {
    const { usher } = asked.deps;
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const summary = await usher.status(workshop);
    const chosen = await chooseSeats(usher, summary, request.seats);
    if (isUsageError(chosen)) {
      await asked.answer(usageAnswer(chosen, undefined));
      return;
    }
    const [no = 0, ...others] = chosen;
    if (others.length > 0) {
      await asked.answer(plain('One seat at a time, please: each is somebody’s. `/workshop release 7`, for instance.'));
      return;
    }
    const seat = summary.seats.find((each) => each.no === no);
    const sitter = summary.participants.find(({ id }) => id === seat?.owner);
    await asked.answer(seat && sitter ? askRelease(workshop, seat, sitter) : nobodyThere(workshop, no));
  },
};
