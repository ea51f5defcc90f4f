import { inviteMe, usageAnswer } from '../views/refusals';
import { confirmReplace, replaceRefused } from '../views/replace';
import { whyNotReplace } from '../../workshop/use-cases/replace-seats';
import { chooseSeats } from './choose-seats';
import type { Command } from './command';
import { mayPostIn } from './may-post';
import { pickSeats, withoutFillers } from './parse/pick-seats';
import type { SeatSelector } from './parse/seats';
import { isUsageError, usage } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export interface ReplaceRequest {
  readonly seats: SeatSelector;
  readonly workshop?: string;
}

export const replace: Command<ReplaceRequest> = {
  summary: 'a new instance for a seat that no restart mends; asks first',
  usage: '<seat> [name]',
  examples: ['7', '@grace', '3-9', 'failing'],
  details:
    'A seat is `7`, `@grace`, `"Ann Smith"`, `3-9`, or `failing`: those whose instance no restart mends. Address and password stay. With a volume, what is saved comes back with the new instance; without, it is lost, and the question says so. Whoever sits there is told before and after.',
  parse(words) {
    const sorted = sortWords(words);
    if (isUsageError(sorted)) return sorted;
    const picked = pickSeats(withoutFillers(sorted.plain));
    if (isUsageError(picked)) return picked;
    if (!picked.seats) return usage('Which seat? A number like `7`, a person like `@grace`, `3-9` or `failing`.', '7');
    const extra = atMost({ plain: picked.rest, flags: {} }, 1, '7');
    if (extra) return extra;
    const [name] = picked.rest;
    const workshop = name === undefined ? undefined : readWorkshop(name);
    if (isUsageError(workshop)) return workshop;
    return { seats: picked.seats, ...(workshop === undefined ? {} : { workshop }) };
  },
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const { usher } = asked.deps;
    const summary = await usher.status(workshop);
    const refusal = whyNotReplace(summary);
    if (refusal) {
      await asked.answer(replaceRefused(workshop, refusal));
      return;
    }
    const seats = await chooseSeats(usher, summary, request.seats, 'replace');
    if (isUsageError(seats)) await asked.answer(usageAnswer(seats, undefined));
    else if (!(await mayPostIn(asked.deps, workshop.crewChannel, asked.botUserId))) {
      await asked.answer(inviteMe(workshop.crewChannel));
    } else await asked.answer(confirmReplace(summary, request.seats, seats));
  },
};
