import type { Workshop } from '../../workshop/workshop';
import { refuseAt } from '../guards/refuse';
import { neverStood, noReceipt, notOver, receiptMessage } from '../views/receipt';
import type { Asked, Command } from './command';
import { onlyWorkshop } from './parse/workshop-word';
import { whichEver } from './which-ever';

export const receipt: Command<{ readonly workshop?: string }> = {
  summary: 'what a workshop that is over was and cost',
  usage: '[name]',
  examples: ['', 'nov'],
  details:
    'What ran and how long, the estimate by kind and for each participant, AWS’s own figure from the day after on, who came, what broke and how long it took, and what is gone. The crew channel gets it by itself after `destroy`, and whoever made the workshop gets it as a PDF. Without a name it is the one that ended last. `list --past` shows them all.',
  parse: onlyWorkshop,
  async run(asked, request) {
    const workshop = await whichPast(asked, request.workshop);
    if (!workshop) return;
    const { usher } = asked.deps;
    const found = await usher.receipts.of(workshop);
    if (found) await asked.answer(receiptMessage(found));
    else if (workshop.state === 'destroyed') await asked.answer(neverStood(workshop));
    else await asked.answer(notOver(await usher.status(workshop)));
  },
};

/** The one named, living or past, else the one that ended last here. Answers, and returns undefined, where there is none. */
async function whichPast(asked: Asked, name: string | undefined): Promise<Workshop | undefined> {
  if (name !== undefined) return whichEver(asked, name);
  const latest = await asked.deps.usher.receipts.latest(asked.channel);
  const refusal = latest && refuseAt(asked, latest);
  if (!latest || refusal) await asked.answer(refusal ?? noReceipt());
  return refusal ? undefined : latest;
}
