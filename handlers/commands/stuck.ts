import { channelMention, mention } from '../views/words';
import { plain, usageAnswer } from '../views/refusals';
import { chooseSeats } from './choose-seats';
import type { Command } from './command';
import { readSelector, type SeatSelector } from './parse/seats';
import { isUsageError, usage } from './parse/usage';
import { withoutFillers } from './parse/pick-seats';
import { whichWorkshop } from './which-workshop';

export interface StuckRequest {
  readonly seat: SeatSelector;
  /** What the crew should know, as typed. */
  readonly words: string;
  readonly workshop?: string;
}

export const stuck: Command<StuckRequest> = {
  summary: 'ask the crew for help for somebody, as if they had pressed *I’m stuck*',
  usage: '<seat> [words]',
  examples: ['12 cannot log in', '@grace notebook is empty', '7'],
  details:
    'The crew channel gets one message with what is wrong with the seat and buttons to take it, restart, and be done. Whoever sits there is told that help comes. All words after the seat go along.',
  parse(words) {
    const [seat, ...rest] = withoutFillers(words.slice(0, 1)).concat(words.slice(1));
    const selector = seat === undefined ? undefined : readSelector(seat);
    if (isUsageError(selector)) return selector;
    const single = selector?.kind === 'person' || (selector?.kind === 'range' && selector.from === selector.to);
    if (!selector || !single) {
      return usage(
        'Who is stuck? One seat by its number, or a person like `@grace`; then what the crew should know.',
        '12 cannot log in',
      );
    }
    return { seat: selector, words: rest.join(' ') };
  },
  async run(asked, { seat, words, workshop: name }) {
    const { usher } = asked.deps;
    const workshop = await whichWorkshop(asked, name);
    if (!workshop) return;
    const chosen = await chooseSeats(usher, await usher.status(workshop), seat);
    if (isUsageError(chosen)) {
      await asked.answer(usageAnswer(chosen, undefined));
      return;
    }
    const [no = 0] = chosen;
    const begun = await usher.helping.ask(workshop, no, { by: asked.by, way: 'crew', words, pictures: [] });
    const where = channelMention(workshop.crewChannel);
    if ('asked' in begun) {
      await asked.answer(plain(`Seat ${no} of *${workshop.spec.name}* is stuck: ${where} has a message about it.`));
      return;
    }
    const { state, takenBy } = begun.added;
    const who = state === 'taken' ? `${mention(takenBy ?? '')} has it` : 'nobody has taken it yet';
    await asked.answer(
      plain(
        `That seat ${no} of *${workshop.spec.name}* is stuck is known in ${where}, and ${who}. I have added your words.`,
      ),
    );
  },
};
