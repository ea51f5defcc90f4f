import type { AssignRequest } from '../../workshop/usher/seating';
import type { Workshop } from '../../workshop/workshop';
import { tellMoved } from '../roster/tell-moved';
import { assignAnswer } from '../views/assign';
import { clip, type Message } from '../views/blocks';
import { plain, usageAnswer } from '../views/refusals';
import type { Asked, Command } from './command';
import { withoutFillers } from './parse/pick-seats';
import { quote } from './parse/quote';
import { readSelector } from './parse/seats';
import { isUsageError, usage } from './parse/usage';
import { sortWords } from './parse/words';
import { wordsAndWorkshop } from './words-and-workshop';

export interface AssignWish {
  readonly no: number;
  readonly userId?: string;
  /** A name, and perhaps the workshop: only the workshops tell. */
  readonly words: readonly string[];
  readonly workshop?: string;
}

const EXAMPLE = '7 @grace';
const LONGEST_NAME = 80;

export const assign: Command<AssignWish> = {
  summary: 'give a seat to somebody, in Slack or not',
  usage: '<seat> <@user or "Name"> [name]',
  examples: [EXAMPLE, '12 "Ann Smith"', '12 "Ann Smith" nov'],
  details:
    'Somebody in Slack gets a message with their card, at once when the workshop is open and else when you open it. Somebody by name is not in Slack: `/workshop cards` prints a card for them, and nobody can have that seat by writing to me. Whoever sits elsewhere moves only after you said yes.',
  parse(words) {
    const sorted = sortWords(words);
    if (isUsageError(sorted)) return sorted;
    let no: number | undefined;
    let userId: string | undefined;
    const rest: string[] = [];
    for (const word of withoutFillers(sorted.plain).filter((each) => each.toLowerCase() !== 'to')) {
      const read = readSelector(word);
      if (isUsageError(read)) return read;
      if (read?.kind === 'range' && no === undefined) {
        if (read.from !== read.to)
          return usage('One seat at a time: `/workshop roster import` takes a whole list.', EXAMPLE);
        no = read.from;
      } else if (read?.kind === 'person' && userId === undefined) userId = read.userId;
      else rest.push(word);
    }
    if (no === undefined) return usage('Which seat? A number like `7`.', EXAMPLE);
    if (userId === undefined && rest.length === 0)
      return usage('Who shall sit there? `@grace`, or `"Ann Smith"` for somebody who is not in Slack.', EXAMPLE);
    return { no, words: rest, ...(userId === undefined ? {} : { userId }) };
  },
  async run(asked, request) {
    const meant = await wordsAndWorkshop(asked, request, request.userId === undefined ? 1 : 0);
    if (!meant) return;
    const name = meant.words.join(' ').trim();
    const { no, userId } = request;
    if (userId !== undefined && name !== '') {
      await asked.answer(usageAnswer(usage(`I do not know what to do with ${quote(name)}.`, EXAMPLE), 'assign'));
      return;
    }
    if (userId !== undefined && userId === asked.botUserId) {
      await asked.answer(plain('Thank you, but I need no seat.'));
      return;
    }
    const who = userId === undefined ? { name: clip(name, LONGEST_NAME) } : { userId };
    await asked.answer(await assignSeat(asked, meant.workshop, { no, ...who }));
  },
};

/** Gives the seat, tells whoever moves, and says what became of it. */
export async function assignSeat(
  { deps, by }: Pick<Asked, 'deps' | 'by'>,
  workshop: Workshop,
  request: AssignRequest,
): Promise<Message> {
  const result = await deps.usher.assign(workshop, by, request);
  if ('assigned' in result && request.from !== undefined) {
    await tellMoved(deps, workshop, result.participant, request.from, request.no, by);
  }
  const { seats } = await deps.usher.status(workshop);
  const free = seats.filter(({ owner, spare }) => owner === undefined && !spare).map(({ no }) => no);
  return assignAnswer(workshop, request.no, result, free, request.from);
}
