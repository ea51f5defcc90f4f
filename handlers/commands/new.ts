import type { JoinPolicy } from '../../workshop/workshop';
import { newModal } from '../views/new-modal';
import { createWorkshop } from './create-workshop';
import type { Command } from './command';
import { parseChannel } from './parse/channel';
import { parseJoin } from './parse/join';
import { parseName, suggestName } from './parse/name';
import { parseRegion } from './parse/region';
import { parseSeatCount } from './parse/seats';
import { TIME_OF_DAY, parseUntil, type Until } from './parse/until';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';

const EXAMPLE = 'nov 12 --until 17:30';

/** What `new` was told; a modal asks for it where nothing was. */
export type NewRequest =
  | { readonly form: true }
  | {
      readonly name: string;
      readonly seats: number;
      readonly room?: string;
      readonly join: JoinPolicy;
      readonly until?: Until;
      readonly region?: string;
    };

export const newWorkshop: Command<NewRequest & { readonly workshop?: string }> = {
  summary: 'make a workshop; nothing costs anything yet',
  usage: '<name> <seats> [--room #channel] [--join room] [--until 17:30] [--region eu-central-1]',
  examples: ['nov 12', 'nov 80 --room #nov --until 17:30', ''],
  details:
    'The name is 1-16 letters, digits and hyphens; seats go from 1 to 1,000. `--room` is the participants’ channel: its members may claim a seat. `--until` is when it ends: `17:30`, `2h`, `tomorrow 12:00` or `2026-11-24 17:30`. Without words a form opens.',
  parse(words) {
    const sorted = sortWords(words, {
      room: {},
      join: {},
      until: { more: TIME_OF_DAY },
      region: {},
      name: {},
      seats: {},
    });
    if (isUsageError(sorted)) return sorted;
    const { flags } = sorted;
    if (words.length === 0) return { form: true };
    const told = nameAndSeats(sorted.plain, flags);
    if (isUsageError(told)) return told;
    const room = flags['room'] === undefined ? undefined : parseChannel(flags['room']);
    if (isUsageError(room)) return room;
    const join = parseJoin(flags['join'] ?? 'room');
    if (isUsageError(join)) return join;
    const until = flags['until'] === undefined ? undefined : parseUntil(flags['until']);
    if (isUsageError(until)) return until;
    const region = flags['region'] === undefined ? undefined : parseRegion(flags['region']);
    if (isUsageError(region)) return region;
    return { ...told, join, ...(room && { room }), ...(until && { until }), ...(region && { region }) };
  },
  async run(asked, request) {
    if (!('form' in request)) {
      await asked.answer(await createWorkshop(asked.deps, asked.by, asked.channel, request));
      return;
    }
    await asked.deps.client.views.open({ trigger_id: asked.triggerId, view: newModal({ channel: asked.channel }) });
  },
};

/** The two words in either order, or as flags; a name of several words is refused with one that would do. */
function nameAndSeats(
  plain: readonly string[],
  flags: Readonly<Record<string, string>>,
): { name: string; seats: number } | UsageError {
  const words = [...(flags['name'] === undefined ? [] : [flags['name']]), ...plain];
  if (flags['seats'] !== undefined) words.splice(1, 0, flags['seats']);
  const isCount = (word: string | undefined) => word !== undefined && /^\d[\d,.]*$/.test(word);
  if (words.length > 2 && isCount(words.at(-1))) {
    const wish = words.slice(0, -1).join(' ');
    const better = suggestName(wish);
    return usage('A name has no spaces.', `${better ?? 'nov'} ${words.at(-1)}`);
  }
  const extra = atMost({ plain: words, flags }, 2, EXAMPLE);
  if (extra) return extra;
  const [first, second] =
    isCount(words[0]) && words[1] !== undefined && !isCount(words[1]) ? [words[1], words[0]] : words;
  if (first === undefined) return usage('A workshop needs a name and a number of seats.', EXAMPLE);
  if (second === undefined && isCount(first)) return usage(`${first} seats, and what is it called?`, `nov ${first}`);
  const name = parseName(first);
  if (isUsageError(name)) return name;
  if (second === undefined) return usage(`How many seats shall *${name}* have?`, `${name} 12`);
  const seats = parseSeatCount(second);
  return isUsageError(seats) ? seats : { name, seats };
}
