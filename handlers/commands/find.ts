import { transliterate } from 'transliteration';
import { sameName } from '../../workshop/roster';
import type { Participant } from '../../workshop/seat';
import { withNames } from '../roster/names';
import { foundMessage, rosterMessage } from '../views/roster';
import { plain, usageAnswer } from '../views/refusals';
import { seatsMessage } from '../views/status';
import { chooseSeats } from './choose-seats';
import type { Command } from './command';
import { pickSeats, withoutFillers } from './parse/pick-seats';
import { quote } from './parse/quote';
import type { SeatSelector } from './parse/seats';
import { isUsageError, usage } from './parse/usage';
import { mayList } from './roster';
import { sortWords } from './parse/words';
import { whileAsking } from './while-asking';
import { wordsAndWorkshop } from './words-and-workshop';

export interface FindRequest {
  readonly seats?: SeatSelector;
  /** Parts of a name or email, and perhaps the workshop: only the workshops tell. */
  readonly words: readonly string[];
  readonly workshop?: string;
}

/** Words people put before what they look for. */
const FILLERS = new Set(['is', 'at', 'sits', 'where', 'who']);

export const find: Command<FindRequest> = {
  summary: 'who sits at a seat, and where somebody sits',
  usage: '<seat or part of a name> [name]',
  examples: ['ada', '7', '@grace', 'smith nov'],
  details:
    'Looks for the words in names and emails of everybody on the roster, in Slack or not. With a seat: who sits there, and how it is.',
  parse(words) {
    const sorted = sortWords(words);
    if (isUsageError(sorted)) return sorted;
    const meant = withoutFillers(sorted.plain).filter((word) => !FILLERS.has(word.toLowerCase()));
    const picked = pickSeats(meant);
    if (isUsageError(picked)) return picked;
    // A name in quotes may be a part of one here.
    if (picked.seats?.kind === 'name') return { words: meant };
    return { words: picked.rest, ...(picked.seats && { seats: picked.seats }) };
  },
  async run(asked, request) {
    const { deps } = asked;
    const meant = await wordsAndWorkshop(asked, request, 0);
    if (!meant) return;
    const summary = await deps.usher.status(meant.workshop);
    const words = sameName(meant.words.join(' '));
    if (request.seats && words !== '') {
      await asked.answer(usageAnswer(usage(`I do not know what to do with ${quote(words)}.`, '7'), 'find'));
    } else if (request.seats) {
      const chosen = await chooseSeats(deps.usher, summary, request.seats);
      await asked.answer(isUsageError(chosen) ? usageAnswer(chosen, undefined) : seatsMessage(summary, chosen));
    } else if (words === '') await asked.answer(rosterMessage(summary, mayList(asked, meant.workshop)));
    else {
      const asking = plain('I am asking Slack for names that I do not know yet. This may take a minute.');
      const people = await whileAsking(asked, asking, withNames(deps, summary.participants));
      await asked.answer(
        foundMessage(
          summary,
          quote(words),
          people.filter((each) => fits(each, words)),
        ),
      );
    }
  },
};

/** Also by its letters on another keyboard: `zoe` finds Zoë. */
const fits = ({ name = '', email = '' }: Participant, words: string): boolean =>
  [sameName(name), sameName(transliterate(name)), email].some((each) => each.includes(words));
