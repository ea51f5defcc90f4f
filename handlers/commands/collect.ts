import { ProblemError } from '../../workshop/problems';
import type { Workshop } from '../../workshop/workshop';
import { postQuietly } from '../private-answer';
import { cardLinks, cardLinksSent } from '../views/archive';
import { errandStarted } from '../views/errand';
import { plain, usageAnswer } from '../views/refusals';
import { chooseSeats } from './choose-seats';
import type { Asked, Command } from './command';
import { seatsAndWorkshop, type SeatsRequest } from './parse/seats-and-workshop';
import { isUsageError } from './parse/usage';
import { whichEver } from './which-ever';
import { whichWorkshop } from './which-workshop';

export interface CollectRequest extends SeatsRequest {
  readonly wants: 'work' | 'links';
}

const LINKS = ['links', 'link', '--links'];

export const collect: Command<CollectRequest> = {
  summary: 'everybody’s work, archived; each gets a link in their direct messages',
  usage: '[seat] [name] · links [seat] [name]',
  examples: ['', '7', '3-9', 'links', 'links nov'],
  details:
    'Packs the folder of every seat that somebody has, as it is now, and keeps it for 30 days, whatever becomes of the workshop. Whoever sits there gets a link; *New link* makes another. Apps go on running. Collected again, the new archive replaces the old one. `links` sends you the links of people who are not in Slack, also when the workshop is over. Caches and files above 200 MB stay out.',
  parse(words) {
    const [first = '', ...rest] = words;
    const links = LINKS.includes(first.toLowerCase());
    const read = seatsAndWorkshop(links ? rest : words);
    return isUsageError(read) ? read : { ...read, wants: links ? 'links' : 'work' };
  },
  async run(asked, { wants, seats: selector, workshop: name }) {
    const workshop = await (wants === 'links' ? whichEver : whichWorkshop)(asked, name);
    if (!workshop) return;
    const { usher } = asked.deps;
    const all = selector === undefined || selector.kind === 'all';
    const seats = all ? undefined : await chooseSeats(usher, await usher.status(workshop), selector);
    if (isUsageError(seats)) await asked.answer(usageAnswer(seats, undefined));
    else if (wants === 'links') await sendCardLinks(asked, workshop, seats);
    else await startCollect(asked, workshop, seats);
  },
};

/** Begins to collect and says so; the crew channel shows the rest. */
export async function startCollect(
  asked: Pick<Asked, 'deps' | 'by' | 'answer'>,
  workshop: Workshop,
  seats?: readonly number[],
): Promise<boolean> {
  const { errands } = asked.deps.usher;
  const { crewChannel } = workshop;
  const { name } = workshop.spec;
  const begun = await errands.collect(workshop, asked.by, seats);
  if ('refused' in begun) {
    await asked.answer(
      plain(
        begun.refused === 'nobody'
          ? `Nobody has a seat in *${name}*, so there is no work to collect. \`/workshop collect 7\` collects a seat all the same.`
          : `*${name}* has no seats on AWS, so there is nothing to collect.`,
      ),
    );
    return false;
  }
  if ('running' in begun) {
    await asked.answer(
      plain(`Work of *${name}* is being collected already: a message in <#${crewChannel}> shows how far.`),
    );
    return true;
  }
  const view = await errands.view(begun.started.id);
  if (view) await asked.answer(errandStarted(view));
  return true;
}

/** The links of people who are not in Slack, into the asker's direct messages. */
export async function sendCardLinks(
  { deps, by, answer }: Pick<Asked, 'deps' | 'by' | 'answer'>,
  workshop: Workshop,
  seats?: readonly number[],
): Promise<void> {
  try {
    const letters = await deps.usher.errands.cardArchives(workshop, by, seats);
    for (const message of cardLinks(workshop, letters)) await postQuietly(deps, by, message);
    await answer(
      cardLinksSent(
        workshop,
        letters.map(({ seat }) => seat.no),
      ),
    );
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    await answer(plain(`${error.problem.summary} ${error.problem.next}`));
  }
}
