import { basename } from 'node:path';
import type { Workshop } from '../../workshop/workshop';
import { newModal } from '../views/new-modal';
import { cannotRead, fileProblems } from '../views/workshop-file';
import { usageAnswer } from '../views/refusals';
import { anotherName, nothingLike } from '../views/workshop-made';
import type { FileWish } from '../workshop-file';
import { loadWorkshopFile } from '../workshop-file/load';
import { createWorkshop } from './create-workshop';
import type { Asked, Command } from './command';
import { parseAmount } from './parse/amount';
import { parseChannel } from './parse/channel';
import { parseExposure } from './parse/exposure';
import { parseJoin } from './parse/join';
import { nearest } from './parse/nearest';
import { parseName, suggestName } from './parse/name';
import { parseRegion } from './parse/region';
import { parseSeatCount } from './parse/seats';
import { parseSpares } from './parse/spares';
import { TIME_OF_DAY, parseUntil } from './parse/until';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { wishOf, type SaidWish } from './wish';

const EXAMPLE = 'nov 12 --until 17:30';

/** What `new` was told; a modal asks for it where nothing was. */
export type NewRequest =
  | { readonly form: true }
  | (SaidWish & {
      /** Path of a workshop file. */
      readonly file?: string;
      /** Name of an earlier workshop. */
      readonly like?: string;
    });

export const newWorkshop: Command<NewRequest & { readonly workshop?: string }> = {
  summary: 'make a workshop; nothing costs anything yet',
  usage:
    '<name> <seats> [--room #channel] [--until 17:30] [--limit 200] [--spares 3] [--region eu-central-1] [--expose ports|hosts] [--domain lab.example.org] [--zone Z…] [--certificate arn:…] [--join room|roster|code|anyone] [--file nov.yml] [--like nov]',
  examples: ['nov 12', 'nov 80 --spares 3 --room #nov --until 17:30', 'jan --like nov', '--file nov.yml', ''],
  details:
    'The name is 1-16 letters, digits and hyphens; seats go from 1 to 1,000. `--room` is the participants’ channel. `--join` says who may claim a seat: `room`, its members, who are seated when they come in; `roster`, people you list; `code`, whoever knows two words I tell you; `anyone` of this workspace. `--until` is when it ends: `17:30`, `2h`, `tomorrow 12:00` or `2026-11-24 17:30`. `--limit` is what it may cost in US dollars before you are called. `--spares` are seats besides, for what breaks. `--domain` gives every seat HTTPS and a name of its own. `--file` reads a workshop file of the machine I run on, and the other words go before it. `--like` copies an earlier workshop, living or past: all but its people, its channels and its end. Without words a form opens, which takes a file too.',
  parse(words) {
    const sorted = sortWords(words, {
      room: {},
      join: {},
      until: { more: TIME_OF_DAY },
      limit: {},
      region: {},
      name: {},
      seats: {},
      spares: {},
      expose: {},
      domain: {},
      zone: {},
      certificate: {},
      file: {},
      like: {},
    });
    if (isUsageError(sorted)) return sorted;
    const { flags } = sorted;
    if (words.length === 0) return { form: true };
    const told = nameAndSeats(sorted.plain, flags);
    if (isUsageError(told)) return told;
    const room = flags['room'] === undefined ? undefined : parseChannel(flags['room']);
    if (isUsageError(room)) return room;
    const join = flags['join'] === undefined ? undefined : parseJoin(flags['join']);
    if (isUsageError(join)) return join;
    const until = flags['until'] === undefined ? undefined : parseUntil(flags['until']);
    if (isUsageError(until)) return until;
    const limit = flags['limit'] === undefined ? undefined : parseAmount(flags['limit']);
    if (isUsageError(limit)) return limit;
    const region = flags['region'] === undefined ? undefined : parseRegion(flags['region']);
    if (isUsageError(region)) return region;
    const spares = flags['spares'] === undefined ? undefined : parseSpares(flags['spares']);
    if (isUsageError(spares)) return spares;
    const { expose: kind, domain, zone, certificate, file } = flags;
    const like = flags['like'] === undefined ? undefined : readWorkshop(flags['like']);
    if (isUsageError(like)) return like;
    if (like !== undefined && file !== undefined) {
      return usage('`--like` and `--file` both say what the workshop is. Which one is meant?', 'jan --like nov');
    }
    if (like !== undefined && told.name === undefined) {
      return usage(`It is like *${like}*, and what is it called?`, `${anotherName(like)} --like ${like}`);
    }
    const expose = parseExposure({ kind, domain, zone, certificate });
    if (isUsageError(expose)) return expose;
    return {
      ...told,
      ...(join && { join }),
      ...(room && { room }),
      ...(until && { until }),
      ...(limit === undefined ? {} : { limit }),
      ...(region && { region }),
      ...(spares === undefined ? {} : { spares }),
      ...(expose && { expose }),
      ...(file === undefined ? {} : { file }),
      ...(like === undefined ? {} : { like }),
    };
  },
  async run(asked, request) {
    if ('form' in request) {
      const view = newModal({ channel: asked.channel });
      await asked.deps.client.views.open({ trigger_id: asked.triggerId, view });
    } else if (request.like !== undefined) await makeLike(asked, request, request.like);
    else if (request.file === undefined) await makeOf(asked, request, undefined);
    else await makeFromFile(asked, request, request.file);
  },
};

/** Reads the file, and makes what it and the words say together. */
async function makeFromFile(asked: Asked, said: SaidWish, path: string): Promise<void> {
  const read = await asked.deps.workshopFiles.read(path);
  if ('refused' in read) return asked.answer(cannotRead(read.refused));
  const name = basename(path);
  const file = await loadWorkshopFile(asked.deps, { name, ...read });
  if ('problems' in file) return asked.answer(fileProblems(name, file.problems));
  await makeOf(asked, said, file.wish);
}

/** Makes what the earlier workshop was, but for what the words say. */
async function makeLike(asked: Asked, said: SaidWish, name: string): Promise<void> {
  const { usher } = asked.deps;
  const like = await usher.recall(name);
  if (like) return makeOf(asked, said, wishLike(like), like);
  const names = [...new Set((await usher.list({ past: true })).map(({ workshop }) => workshop.spec.name))];
  await asked.answer(nothingLike(name, nearest(name, names)));
}

/** Everything but who came, where, and until when. */
const wishLike = ({ spec, join, priceLimit: limit }: Workshop): FileWish => ({
  seats: spec.seats - spec.spares,
  spec,
  join,
  ...(limit === undefined ? {} : { limit }),
});

async function makeOf(asked: Asked, said: SaidWish, file: FileWish | undefined, like?: Workshop): Promise<void> {
  const wish = wishOf(said, file);
  await asked.answer(
    isUsageError(wish)
      ? usageAnswer(wish, 'new')
      : await createWorkshop(asked.deps, asked.by, asked.channel, wish, like),
  );
}

/** The two words in either order, or as flags; a file may say either. A name of several words is refused with one that would do. */
function nameAndSeats(
  plain: readonly string[],
  flags: Readonly<Record<string, string>>,
): { name?: string; seats?: number } | UsageError {
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
  const filed = flags['file'] !== undefined || flags['like'] !== undefined;
  if (first === undefined) return filed ? {} : usage('A workshop needs a name and a number of seats.', EXAMPLE);
  if (second === undefined && isCount(first)) {
    const seats = filed ? parseSeatCount(first) : usage(`${first} seats, and what is it called?`, `nov ${first}`);
    return isUsageError(seats) ? seats : { seats };
  }
  const name = parseName(first);
  if (isUsageError(name)) return name;
  if (second === undefined && filed) return { name };
  if (second === undefined) return usage(`How many seats shall *${name}* have?`, `${name} 12`);
  const seats = parseSeatCount(second);
  return isUsageError(seats) ? seats : { name, seats };
}
