import { askingScale, confirmScale, scaleRefused } from '../views/scale';
import { inviteMe } from '../views/refusals';
import type { Asked, Command } from './command';
import { mayPostIn } from './may-post';
import { parseSeatCount } from './parse/seats';
import { parseSpares } from './parse/spares';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';
import { whileAsking } from './while-asking';

const EXAMPLE = '90';

export interface ScaleRequest {
  readonly seats: number;
  readonly spares?: number;
  readonly workshop?: string;
}

export const scale: Command<ScaleRequest> = {
  summary: 'more seats or fewer, also while people work; asks first',
  usage: '<seats> [name] [--spares 3]',
  examples: [EXAMPLE, '60 nov', '80 --spares 5'],
  details:
    'How many seats it shall have in all, spares besides. It shows what changes, with the price before and after, and asks. Nobody else’s seat restarts, and addresses and passwords stay. Fewer takes the highest numbers: who sits there is named in the question, loses what they saved, and is told. Before a deploy it changes the plan only.',
  parse: parseScale,
  async run(asked, { seats, spares, workshop: name }) {
    const workshop = await whichWorkshop(asked, name);
    if (!workshop) return;
    const { usher } = asked.deps;
    const wish = { seats, ...(spares === undefined ? {} : { spares }) };
    const planned = await whileAsking(asked, askingScale(workshop), usher.resizing.plan(workshop, wish));
    if ('refused' in planned) await asked.answer(scaleRefused(workshop, planned));
    else if (planned.plan.stacks.length > 0 && !(await mayTell(asked, workshop.crewChannel))) {
      await asked.answer(inviteMe(workshop.crewChannel));
    } else await asked.answer(confirmScale(planned.plan, wish));
  },
};

const mayTell = (asked: Asked, channel: string): Promise<boolean> => mayPostIn(asked.deps, channel, asked.botUserId);

function parseScale(words: readonly string[]): ScaleRequest | UsageError {
  const sorted = sortWords(words, { spares: {} });
  if (isUsageError(sorted)) return sorted;
  const plain = sorted.plain.filter((word) => !['to', 'seats', 'seat'].includes(word.toLowerCase()));
  const extra = atMost({ plain, flags: {} }, 2, EXAMPLE);
  if (extra) return extra;
  const word = plain.find((each) => /^[+-]?[\d.,]+$/.test(each)) ?? plain[0];
  if (word === undefined) return usage('How many seats shall it have in all? `/workshop scale 90`', EXAMPLE);
  if (/^[+-]/.test(word)) {
    return usage('Say how many seats it shall have in all, not how many more or fewer: `/workshop scale 90`.', EXAMPLE);
  }
  const seats = parseSeatCount(word);
  if (isUsageError(seats)) return seats;
  const named = plain.find((each) => each !== word);
  const workshop = named === undefined ? undefined : readWorkshop(named);
  if (isUsageError(workshop)) return workshop;
  const spares = sorted.flags['spares'] === undefined ? undefined : parseSpares(sorted.flags['spares']);
  if (isUsageError(spares)) return spares;
  return { seats, ...(spares === undefined ? {} : { spares }), ...(workshop === undefined ? {} : { workshop }) };
}
