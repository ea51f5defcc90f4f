import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type { Clock } from '../workshop/ports';
import type { SlackDirectory } from './deps';
import { slackErrorOf } from './views/problem';

/** How long an answer of Slack's is trusted, in milliseconds: people leave channels, but not every second. */
const TRUSTED_MS = 60_000;
/** How old a list may be that says somebody is not in the room: they may have joined a moment ago. */
const DOUBTED_MS = 2_000;
/** Slack's own, which is a member of nothing and says that it is no bot. */
const SLACKBOT = 'USLACKBOT';
/** Most members a page of conversations.members holds. */
const PAGE = 1000;

interface Profile {
  /** Admin or owner of the workspace they belong to, and not deactivated. */
  readonly admin: boolean;
  readonly person: boolean;
  readonly name: string | undefined;
  readonly team: string | undefined;
  readonly zone: string;
}

/**
 * People as the Web API knows them. `organisers`: ids of users (U..., W...) and user groups (S...); empty means that the
 * admins and owners of Usher's own workspace are the organisers. Answers are kept for a minute. Throws where Slack does.
 */
export function createDirectory(client: WebClient, clock: Clock, organisers: readonly string[]): SlackDirectory {
  const profile = remember(clock, (userId) => readProfile(client, userId));
  const ownTeam = remember(clock, async () => (await client.auth.test()).team_id);
  const group = remember(clock, async (groupId) => {
    const { users = [] } = await client.usergroups.users.list({ usergroup: groupId });
    return new Set(users);
  });
  const members = remember(clock, (channel) => readMembers(client, channel));
  const groups = organisers.filter((id) => id.startsWith('S'));

  return {
    async isOrganiser(userId) {
      if (organisers.length === 0) {
        const { admin, team } = await profile(userId);
        // In a channel shared with another workspace its admins can type and click too: they are nobody here.
        return admin && team !== undefined && team === (await ownTeam('own'));
      }
      if (organisers.includes(userId)) return true;
      const lists = await Promise.all(groups.map(group));
      return lists.some((list) => list.has(userId));
    },
    async isMember(channel, userId) {
      // Bots in the room are not told apart here: what bots write is dropped before anybody asks.
      return (await members(channel)).has(userId) || (await members(channel, DOUBTED_MS)).has(userId);
    },
    members: async (channel) => [...(await members(channel))],
    isPerson: async (userId) => (await profile(userId)).person,
    nameOf: async (userId) => (await profile(userId)).name,
    async timeZone(userId) {
      return (await profile(userId)).zone;
    },
    async channelNamed(name) {
      const wanted = name.replace(/^#/, '').toLowerCase();
      const channels = await readChannels(client);
      return channels.find((channel) => channel.id === name || channel.name?.toLowerCase() === wanted)?.id;
    },
  };
}

async function readProfile(client: WebClient, userId: string): Promise<Profile> {
  const user = await infoOf(client, userId);
  return {
    admin: user?.deleted !== true && (user?.is_admin === true || user?.is_owner === true),
    person: user?.deleted !== true && user?.is_bot !== true && userId !== SLACKBOT,
    name: user?.profile?.display_name || user?.real_name || user?.name,
    team: user?.team_id,
    zone: knownZone(user?.tz),
  };
}

/** Undefined for somebody of another workspace, of whom Slack tells nothing. */
async function infoOf(client: WebClient, userId: string): Promise<UsersInfoResponse['user']> {
  try {
    return (await client.users.info({ user: userId })).user;
  } catch (error) {
    if (['user_not_found', 'user_not_visible'].includes(slackErrorOf(error) ?? '')) return undefined;
    throw error;
  }
}

function knownZone(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

async function readMembers(client: WebClient, channel: string): Promise<Set<string>> {
  const members = new Set<string>();
  let cursor = '';
  do {
    const page = await client.conversations.members({ channel, limit: PAGE, ...(cursor === '' ? {} : { cursor }) });
    for (const member of page.members ?? []) members.add(member);
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return members;
}

/** Channels the bot is in; asked each time, since a channel is made and named within a minute. */
async function readChannels(client: WebClient): Promise<{ readonly id?: string; readonly name?: string }[]> {
  const channels: { readonly id?: string; readonly name?: string }[] = [];
  let cursor = '';
  do {
    const page = await client.users.conversations({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: PAGE,
      ...(cursor === '' ? {} : { cursor }),
    });
    channels.push(...(page.channels ?? []));
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return channels;
}

type Remembered<T> = (key: string, mostAgeMs?: number) => Promise<T>;

/** Asks once per key and minute, however many ask at the same time; a failure is not remembered. */
function remember<T>(clock: Clock, ask: (key: string) => Promise<T>): Remembered<T> {
  const known = new Map<string, { readonly asked: number; readonly answer: Promise<T> }>();
  return (key, mostAgeMs = TRUSTED_MS) => {
    const now = clock.now().getTime();
    const old = known.get(key);
    if (old && now - old.asked < mostAgeMs) return old.answer;
    const answer = ask(key);
    known.set(key, { asked: now, answer });
    answer.catch(() => known.delete(key));
    return answer;
  };
}
