import type { Role } from '../../workshop/crew';
import { postQuietly } from '../private-answer';
import { slackErrorOf } from '../slack-error';
import { crewList, crewNews, crewRefused, joinedCrew, leftCrew, notInCrewList } from '../views/crew';
import type { Asked, Command } from './command';
import { readSelector } from './parse/seats';
import { nearest } from './parse/nearest';
import { quote } from './parse/quote';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

const EXAMPLE = 'add @mary helper';
const DOES: Readonly<Record<string, 'list' | 'add' | 'remove'>> = {
  list: 'list',
  show: 'list',
  add: 'add',
  invite: 'add',
  remove: 'remove',
  delete: 'remove',
  rm: 'remove',
};
const ROLES: Readonly<Record<string, Role>> = {
  helper: 'helper',
  helpers: 'helper',
  organiser: 'organiser',
  organizer: 'organiser',
  admin: 'organiser',
};

export type CrewRequest = { readonly workshop?: string } & (
  | { readonly does: 'list' }
  | { readonly does: 'add'; readonly userId: string; readonly role: Role }
  | { readonly does: 'remove'; readonly userId: string }
);

export const crew: Command<CrewRequest> = {
  summary: 'who organises and who helps; add somebody, or take somebody off',
  usage: '[add|remove] [@somebody] [helper|organiser] [name]',
  examples: ['', EXAMPLE, 'add @mary organiser', 'remove @mary'],
  details:
    'Helpers look and mend: status, health, restart, the waitlist. Organisers do everything. Both may try a seat out before the doors open. The list is this workshop’s own; the workspace’s admins, or whom USHER_ORGANISERS names, organise every workshop.',
  part: ({ does }) => (does === 'list' ? undefined : does),
  parse(words) {
    const sorted = sortWords(words);
    if (isUsageError(sorted)) return sorted;
    const told = { does: undefined as string | undefined, userId: undefined as string | undefined };
    let role: Role | undefined;
    const rest: string[] = [];
    for (const word of sorted.plain) {
      const lower = word.toLowerCase();
      const person = readSelector(word);
      if (isUsageError(person)) return person;
      if (person?.kind === 'person') {
        if (told.userId !== undefined) return usage('One person at a time, please.', EXAMPLE);
        told.userId = person.userId;
      } else if (told.does === undefined && Object.hasOwn(DOES, lower)) told.does = DOES[lower];
      else if (role === undefined && Object.hasOwn(ROLES, lower)) role = ROLES[lower];
      else if (!['as', 'to', 'from', 'of'].includes(lower)) rest.push(word);
    }
    const extra = tooMuch(rest, told.userId !== undefined);
    if (extra) return extra;
    const workshop = rest[0] === undefined ? undefined : readWorkshop(rest[0]);
    if (isUsageError(workshop)) return workshop;
    const where = workshop === undefined ? {} : { workshop };
    const { does = told.userId === undefined ? 'list' : 'add', userId } = told;
    if (does === 'list') return { does, ...where };
    if (userId === undefined)
      return usage('Who? Pick the name from the list Slack offers after the @.', `${does} @mary`);
    return does === 'remove' ? { does, userId, ...where } : { does: 'add', userId, role: role ?? 'helper', ...where };
  },
  async run(asked, request) {
    const { usher } = asked.deps;
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    if (request.does === 'list') {
      await asked.answer(crewList(workshop, await usher.crew(workshop), usher.joinCode(workshop)));
    } else if (request.does === 'add') {
      const { userId, role } = request;
      const added = await usher.addCrew(workshop, asked.by, userId, role);
      if ('refused' in added) return asked.answer(crewRefused(workshop, userId, role, added.refused));
      const told = await tell(asked, userId, crewNews(workshop, role, asked.by));
      await asked.answer(joinedCrew(workshop, userId, role, told));
    } else {
      const removed = await usher.removeCrew(workshop, asked.by, request.userId);
      await asked.answer(
        'refused' in removed ? notInCrewList(workshop, request.userId) : leftCrew(workshop, request.userId),
      );
    }
  },
};

/** A workshop's name may follow; a second word is most likely a misspelt role. */
function tooMuch(rest: readonly string[], aboutSomebody: boolean): UsageError | undefined {
  const close = aboutSomebody
    ? rest.find((word) => nearest(word.toLowerCase(), Object.keys(ROLES)) !== undefined)
    : undefined;
  if (rest.length > 1 && close !== undefined) {
    return usage(`I know no role ${quote(close)}. There are \`helper\` and \`organiser\`.`, EXAMPLE);
  }
  return atMost({ plain: rest, flags: {} }, 1, EXAMPLE);
}

/** Whether they could be told: a direct message that cannot be sent keeps nobody out of the crew. */
async function tell({ deps }: Asked, userId: string, news: ReturnType<typeof crewNews>): Promise<boolean> {
  try {
    await postQuietly(deps, userId, news);
    return true;
  } catch (error) {
    deps.log.info('somebody could not be told of their crew', { userId, reason: slackErrorOf(error) ?? String(error) });
    return false;
  }
}
