import type { WebClient } from '@slack/web-api';
import type { Checkup, CheckResult } from '../../workshop/ports/checkup';
import { slackErrorOf } from '../slack-error';
import { count, listed } from '../views/words';
import { slackTrouble } from './slack-trouble';

/** People named in a line; the rest is counted. */
const MOST_NAMED = 5;
/** Most people a page of users.list holds. */
const PAGE = 1000;

/** Who may run `/workshop`, and whether everybody and every group named is there. `organisers` as in USHER_ORGANISERS. */
export const organisersCheckup = (client: WebClient, organisers: readonly string[]): Checkup => ({
  group: 'Slack',
  title: 'Organisers',
  async run() {
    try {
      return organisers.length === 0 ? await admins(client) : await named(client, organisers);
    } catch (error) {
      return slackTrouble(error);
    }
  },
});

async function admins(client: WebClient): Promise<CheckResult> {
  const { members = [] } = await client.users.list({ limit: PAGE });
  const names = members
    .filter((each) => !each.deleted && (each.is_admin === true || each.is_owner === true))
    .map((each) => each.real_name ?? each.name ?? each.id ?? '');
  const who = names.length === 0 ? '' : `: ${people(names)}`;
  return { state: 'well', says: `The workspace’s admins and owners${who}. USHER_ORGANISERS is not set.` };
}

async function named(client: WebClient, organisers: readonly string[]): Promise<CheckResult> {
  const found = await Promise.all(
    organisers.map((id) => (id.startsWith('S') ? group(client, id) : person(client, id))),
  );
  const wrong = found.flatMap((each) => ('wrong' in each ? [each.wrong] : []));
  if (wrong.length > 0) {
    return {
      state: 'ill',
      says: `Not as USHER_ORGANISERS says: ${listed(wrong)}.`,
      mend: 'Correct it (in Slack: profile or group, ⋮, Copy ID) and start Usher again.',
    };
  }
  return { state: 'well', says: `${people(found.flatMap((each) => ('name' in each ? [each.name] : [])))}.` };
}

type Found = { readonly name: string } | { readonly wrong: string };

async function group(client: WebClient, id: string): Promise<Found> {
  try {
    const { users = [] } = await client.usergroups.users.list({ usergroup: id });
    return users.length === 0
      ? { wrong: `nobody is in the user group ${id}` }
      : { name: `${count(users.length, 'person', 'people')} of the user group ${id}` };
  } catch (error) {
    if (slackErrorOf(error) === 'no_such_subteam') return { wrong: `there is no user group ${id}` };
    throw error;
  }
}

async function person(client: WebClient, id: string): Promise<Found> {
  try {
    const { user } = await client.users.info({ user: id });
    const name = user?.real_name ?? user?.name ?? id;
    return user?.deleted ? { wrong: `${name} (${id}) has left the workspace` } : { name };
  } catch (error) {
    if (slackErrorOf(error) === 'user_not_found') return { wrong: `there is no user ${id}` };
    throw error;
  }
}

const people = (names: readonly string[]): string =>
  listed(names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), `${names.length - MOST_NAMED} more`] : names);
