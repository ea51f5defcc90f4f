import { usageAnswer } from '../views/refusals';
import { endMoved } from '../views/ends';
import type { Command } from './command';
import { quote } from './parse/quote';
import { parseUntil, TIME_OF_DAY, type Until } from './parse/until';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { resolveUntil } from './parse/zone';
import { whichWorkshop } from './which-workshop';

const EXAMPLE = '2h';

export const extend: Command<{ readonly workshop?: string; readonly end: Until }> = {
  summary: 'move the end: by so long, or to a time',
  usage: '<2h|18:00> [name]',
  examples: [EXAMPLE, '18:00', 'tomorrow 12:00', '90m nov'],
  details:
    'A length counts from the end as it is, or from now where that has come. Everybody’s card says the new end. Whether it is destroyed by itself then stays as it was chosen.',
  parse(words) {
    const sorted = sortWords(words.filter((word) => !['by', 'to', 'until'].includes(word.toLowerCase())));
    if (isUsageError(sorted)) return sorted;
    const [first = '', second = '', ...rest] = sorted.plain;
    if (first === '') return usage('How long, or until when?', EXAMPLE);
    // `nov 2h` and `2h nov` mean the same; a date takes its time with it.
    const nameFirst = isUsageError(parseUntil(first)) && !isUsageError(parseUntil(second));
    const [time, others] = nameFirst ? [second, [first, ...rest]] : withTime(first, second, rest);
    const extra = atMost({ plain: others, flags: {} }, 1, EXAMPLE);
    if (extra) return extra;
    const end = readEnd(time);
    if (isUsageError(end)) return end;
    const workshop = others[0] === undefined ? undefined : readWorkshop(others[0]);
    if (isUsageError(workshop)) return workshop;
    return { end, ...(workshop && { workshop }) };
  },
  async run(asked, { workshop: name, end }) {
    const { usher, directory, clock } = asked.deps;
    const workshop = await whichWorkshop(asked, name);
    if (!workshop) return;
    const zone = await directory.timeZone(asked.by);
    const now = clock.now();
    const from = end.kind === 'in' && workshop.endsAt && workshop.endsAt > now ? workshop.endsAt : now;
    const until = resolveUntil(end, from, zone);
    const moved = typeof until === 'string' ? { refused: until } : await usher.moveEnd(workshop, asked.by, until);
    await asked.answer(
      'moved' in moved
        ? endMoved(moved.moved, zone)
        : usageAnswer(
            usage(`That end is ${moved.refused === 'past' ? 'past' : 'months away'}. Nothing was changed.`, EXAMPLE),
            'extend',
          ),
    );
  },
};

function withTime(first: string, second: string, rest: readonly string[]): [string, readonly string[]] {
  const isDay = /^(?:today|tomorrow|\d{4}-\d{1,2}-\d{1,2})$/i.test(first);
  if (isDay && TIME_OF_DAY.test(second)) return [`${first} ${second}`, rest];
  return [first, second === '' ? rest : [second, ...rest]];
}

function readEnd(typed: string): Until | UsageError {
  const read = parseUntil(typed.replace(/^\+/, ''));
  return isUsageError(read)
    ? usage(
        `I cannot read ${quote(typed)} as a length or a time. Try \`2h\`, \`18:00\` or \`tomorrow 12:00\`.`,
        EXAMPLE,
      )
    : read;
}
