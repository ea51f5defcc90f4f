import type { Usher } from '../../workshop/usher/usher';
import type { Workshop } from '../../workshop/workshop';
import type { Message } from '../views/blocks';
import { examBlocks } from '../views/exam';
import { healthMessage } from '../views/health';
import { plain, usageAnswer } from '../views/refusals';
import { mayPostIn } from './may-post';
import { chooseSeats } from './choose-seats';
import type { Command } from './command';
import { pickSeats, withoutFillers } from './parse/pick-seats';
import type { SeatSelector } from './parse/seats';
import { isUsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

export const health: Command<{ readonly workshop?: string; readonly seats?: SeatSelector }> = {
  summary: 'look at every seat now; what is wrong, why, and a button that mends it',
  usage: '[seat] [name]',
  examples: ['', '7', '@grace', '"Ann Smith"', '3-9'],
  details:
    'Asks AWS and every seat’s own addresses. In the crew channel everybody sees the answer, elsewhere only you. The buttons restart what a restart can mend, and the message then shows what became of it. Of one seat it shows everything: instance, agent, task, containers, load balancer, address.',
  parse(words) {
    const sorted = sortWords(words);
    if (isUsageError(sorted)) return sorted;
    const picked = pickSeats(withoutFillers(sorted.plain));
    if (isUsageError(picked)) return picked;
    const extra = atMost({ plain: picked.rest, flags: {} }, 1, '7');
    if (extra) return extra;
    const workshop = picked.rest[0] === undefined ? undefined : readWorkshop(picked.rest[0]);
    if (isUsageError(workshop)) return workshop;
    return { ...(picked.seats && { seats: picked.seats }), ...(workshop && { workshop }) };
  },
  async run(asked, request) {
    const { deps } = asked;
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    if (workshop.deployedAt === undefined) {
      await asked.answer(
        plain(
          `*${workshop.spec.name}* is not deployed, so there is nothing to look at. \`/workshop deploy ${workshop.spec.name}\` comes first.`,
        ),
      );
      return;
    }
    const summary = await deps.usher.status(workshop);
    const { seats } = request;
    const only =
      seats === undefined || seats.kind === 'failing' ? undefined : await chooseSeats(deps.usher, summary, seats);
    if (isUsageError(only)) {
      await asked.answer(usageAnswer(only, undefined));
      return;
    }
    const message = await lookAt(deps.usher, workshop, only);
    const isPublic = asked.channel === workshop.crewChannel && (await mayPostIn(deps, asked.channel, asked.botUserId));
    if (isPublic)
      await deps.client.chat.postMessage({
        channel: asked.channel,
        ...message,
        unfurl_links: false,
        unfurl_media: false,
      });
    else await asked.answer(message);
  },
};

/** Of one seat alone, everything it stands on. */
async function lookAt(usher: Usher, workshop: Workshop, only: readonly number[] | undefined): Promise<Message> {
  const [no, ...others] = only ?? [];
  if (no === undefined || others.length > 0) return healthMessage(await usher.health(workshop), { only });
  const [report, exam] = await Promise.all([usher.health(workshop), usher.examine(workshop, no)]);
  const message = healthMessage(report, { only });
  return { ...message, blocks: [...message.blocks, ...examBlocks(exam)] };
}
