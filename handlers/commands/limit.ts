import { limitSet, limitShown } from '../views/limit';
import type { Command } from './command';
import { parseAmount } from './parse/amount';
import { isUsageError, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

const EXAMPLE = '200';
const OFF = ['off', 'none', 'no', 'remove'];

interface LimitRequest {
  readonly workshop?: string;
  /** US dollars. */
  readonly limit?: number | 'off';
}

export const limit: Command<LimitRequest> = {
  summary: 'what a workshop may cost, before you are called',
  usage: '<dollars | off> [name]',
  examples: [EXAMPLE, '1,500 nov', 'off', ''],
  details:
    'When the price so far passes 80 % and 100 % of it, the crew channel gets a message that mentions the organisers, with what it will be at the end. Nothing is stopped by itself: people may be at work. `plan`, `status` and the question before a deploy say when the plan passes it. The price is an estimate by AWS’s prices an hour; traffic comes on top.',
  parse: parseLimit,
  async run(asked, request) {
    const { usher, clock } = asked.deps;
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    if (request.limit === undefined) {
      await asked.answer(limitShown(await usher.status(workshop), clock.now()));
      return;
    }
    const changed = await usher.limits.set(workshop, asked.by, request.limit === 'off' ? undefined : request.limit);
    await asked.answer(limitSet(await usher.status(changed), clock.now()));
  },
};

function parseLimit(words: readonly string[]): LimitRequest | UsageError {
  const sorted = sortWords(words.filter((word) => !/^(?:to|of|usd|dollars?|\$)$/i.test(word)));
  if (isUsageError(sorted)) return sorted;
  const extra = atMost(sorted, 2, EXAMPLE);
  if (extra) return extra;
  // `nov 200` and `200 nov` mean the same.
  const [first, second] = sorted.plain;
  if (first === undefined) return {};
  const read = readLimit(first);
  const [amount, name] = isUsageError(read) && second !== undefined ? [readLimit(second), first] : [read, second];
  // A single word that is no amount may be the name.
  if (isUsageError(amount) && second === undefined && !/\d/.test(first)) {
    const workshop = readWorkshop(first);
    return isUsageError(workshop) ? workshop : { workshop };
  }
  if (isUsageError(amount)) return { ...amount, example: EXAMPLE };
  const workshop = name === undefined ? undefined : readWorkshop(name);
  if (isUsageError(workshop)) return workshop;
  return { limit: amount, ...(workshop && { workshop }) };
}

const readLimit = (word: string): number | 'off' | UsageError =>
  OFF.includes(word.toLowerCase()) ? 'off' : parseAmount(word);
