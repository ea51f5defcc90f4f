import { mayAt } from '../../workshop/crew';
import type { Workshop } from '../../workshop/workshop';
import { leastFor, WINDOWS } from '../guards/roles';
import { emailsOf, withNames } from '../roster/names';
import { writeCsv } from '../roster/write-csv';
import { sendFile } from '../send-file';
import { plain } from '../views/refusals';
import { importModal, ROSTER_IMPORT } from '../views/roster-import';
import { rosterFileWords, rosterMessage, rosterSent } from '../views/roster';
import type { Asked, Command } from './command';
import { onlyWorkshop } from './parse/workshop-word';
import { isUsageError } from './parse/usage';
import { whichWorkshop } from './which-workshop';
import { whileAsking } from './while-asking';

export interface RosterRequest {
  readonly wants: 'message' | 'csv' | 'import';
  readonly workshop?: string;
}

const WANTS: Readonly<Record<string, RosterRequest['wants']>> = {
  import: 'import',
  upload: 'import',
  csv: 'csv',
  export: 'csv',
  download: 'csv',
};

export const roster: Command<RosterRequest> = {
  summary: 'who sits where; the list as a file, and from a file',
  usage: '[import | csv] [name]',
  examples: ['', 'csv', 'import', 'import nov'],
  details:
    '`csv` sends you the list as a file, without passwords. `import` takes one: name, email, seat, a header line first. I find people in Slack by their email; who is not there is on the roster by name, and gets a paper card. You see what would change, and every problem by its line, before anything does. You can also drop the file in our direct messages.',
  part: ({ wants }) => (wants === 'message' ? undefined : wants),
  parse(words) {
    const [first = '', ...rest] = words;
    const wants = WANTS[first.toLowerCase().replace(/^--/, '')];
    const named = onlyWorkshop(wants === undefined ? words : rest);
    return isUsageError(named) ? named : { ...named, wants: wants ?? 'message' };
  },
  async run(asked, { wants, workshop: name }) {
    const { deps } = asked;
    const workshop = await whichWorkshop(asked, name);
    if (!workshop) return;
    if (wants === 'import') {
      await deps.client.views.open({ trigger_id: asked.triggerId, view: importModal(workshop, asked.channel) });
    } else if (wants === 'csv') await sendRoster(asked, workshop);
    else await asked.answer(rosterMessage(await deps.usher.status(workshop), mayList(asked, workshop)));
  },
};

/** Whether they may change it, too. */
export const mayList = ({ rights }: Pick<Asked, 'rights'>, { id }: Workshop): boolean =>
  mayAt(rights, leastFor(WINDOWS, ROSTER_IMPORT), id);

/** The list as a file in the asker's DM, with the names and emails that Slack knows. */
export async function sendRoster(asked: Pick<Asked, 'deps' | 'by' | 'answer'>, workshop: Workshop): Promise<void> {
  const { deps, by } = asked;
  const summary = await deps.usher.status(workshop);
  const asking = plain('I am asking Slack for names and emails. The file follows.');
  const participants = await whileAsking(asked, asking, withNames(deps, summary.participants));
  const csv = writeCsv({ ...summary, participants }, await emailsOf(deps, participants));
  const { name } = workshop.spec;
  await sendFile(deps, by, { name: `${name}-roster.csv`, bytes: Buffer.from(csv), says: rosterFileWords(name) });
  await asked.answer(rosterSent());
}
