import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type { Clock } from '../workshop/ports/clock';
import type { Standing } from '../workshop/ports/directory';
import type { SlackDirectory } from './deps';
import { ProblemError } from '../workshop/problems';
import { remember, rememberYes } from './directory/remember';
import { slackErrorOf } from './slack-error';
import { channelMention } from './views/words';

/** How old an answer may be that people would wonder at: they joined, or were deactivated, a moment ago. */
const DOUBTED_MS = 2_000;
/** Slack's word for a channel that is private or gone. */
const HIDDEN = 'channel_not_found';
/** Most people who are looked up one by one for one answer, and how long it waits for them, in milliseconds. */
const MOST_LOOKED_UP = 30;
const LOOKING_MS = 1_500;
/** Most members a page of conversations.members holds. */
const PAGE = 1000;

interface Profile {
  readonly deleted: boolean;
  /** Admin or owner of the workspace they belong to, and not deactivated. */
  readonly admin: boolean;
  readonly team: string | undefined;
  /** Of an Enterprise Grid, whose workspaces are one house. */
  readonly enterprise: string | undefined;
  /** As far as the profile alone tells. */
  readonly standing: Standing;
  readonly zone: string;
  readonly name: string | undefined;
  readonly email: string | undefined;
}

/**
 * People as the Web API knows them. `organisers`: ids of users (U..., W...) and user groups (S...); empty means that the
 * admins and owners of Usher's own workspace are the organisers. Answers are kept for a minute, and while Slack is slow or away a
 * yes for a quarter of an hour. Throws where Slack does.
 */
export function createDirectory(client: WebClient, clock: Clock, organisers: readonly string[]): SlackDirectory {
  const profile = remember(clock, (userId) => readProfile(client, userId));
  const own = remember(clock, async () => {
    const { team_id: team, enterprise_id: enterprise } = await client.auth.test();
    return { team, enterprise };
  });
  const group = remember(clock, async (groupId) => {
    const { users = [] } = await client.usergroups.users.list({ usergroup: groupId });
    return new Set(users);
  });
  const members = remember(clock, (channel) => readMembers(client, channel));
  const groups = organisers.filter((id) => id.startsWith('S'));
  const sureEnough = rememberYes(clock);

  async function isOrganiser(userId: string): Promise<boolean> {
    if (organisers.length === 0) {
      const { admin, team } = await profile(userId);
      // In a channel shared with another workspace its admins can type and click too: they are nobody here.
      return admin && team !== undefined && team === (await own('own')).team;
    }
    if (organisers.includes(userId)) return true;
    const lists = await Promise.all(groups.map(group));
    return lists.some((list) => list.has(userId));
  }

  async function isMember(channel: string, userId: string): Promise<boolean> {
    // Bots in the room are not told apart here: what bots write is dropped before anybody asks.
    return (await members(channel)).has(userId) || (await members(channel, DOUBTED_MS)).has(userId);
  }

  async function findDeactivated(room: string | undefined, userIds: readonly string[]): Promise<Set<string>> {
    // Slack takes them off every list of members, so that few are left to ask for.
    const present = room === undefined ? new Set<string>() : await members(room, DOUBTED_MS);
    const absent = userIds.filter((id) => !present.has(id)).slice(0, MOST_LOOKED_UP);
    const profiles = await Promise.all(absent.map((id) => profile(id, DOUBTED_MS)));
    return new Set(absent.filter((_, index) => profiles[index]?.deleted));
  }

  return {
    async standing(userId) {
      const { standing, team, enterprise } = await profile(userId);
      if (standing !== 'member' && standing !== 'guest') return standing;
      const house = await own('own');
      const ours = team === house.team || (enterprise !== undefined && enterprise === house.enterprise);
      return ours ? standing : 'outside';
    },
    async deactivated(room, userIds) {
      const done = new AbortController();
      const found = findDeactivated(room, userIds).catch(() => undefined);
      const first = await Promise.race([found, clock.sleep(LOOKING_MS, done.signal)]);
      done.abort();
      return first ?? new Set<string>();
    },
    isOrganiser: (userId) => sureEnough(userId, () => isOrganiser(userId)),
    async isMember(channel, userId, anew = false) {
      if (anew) return (await members(channel, 0)).has(userId);
      return sureEnough(`${channel} ${userId}`, () => isMember(channel, userId));
    },
    members: async (channel) => [...(await members(channel))],
    async timeZone(userId) {
      return (await profile(userId)).zone;
    },
    userOfEmail: (email) => lookUpEmail(client, email),
    async whoIs(userId) {
      const { name, email } = await profile(userId);
      return { name, email };
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
    deleted: user?.deleted === true,
    admin: user?.deleted !== true && (user?.is_admin === true || user?.is_owner === true),
    team: user?.team_id,
    enterprise: user?.enterprise_user?.enterprise_id,
    standing: standingOf(user),
    zone: knownZone(user?.tz),
    name: user?.profile?.real_name || user?.real_name || undefined,
    email: user?.profile?.email?.toLowerCase(),
  };
}

/** People of other workspaces in a shared channel are no strangers to Slack: only their team tells them apart. */
function standingOf(user: UsersInfoResponse['user']): Standing {
  if (user === undefined || user.is_stranger) return 'outside';
  if (user.deleted) return 'gone';
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
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

async function lookUpEmail(client: WebClient, email: string): Promise<string | undefined> {
  try {
    const { user } = await client.users.lookupByEmail({ email });
    return user?.deleted === true || user?.is_bot === true ? undefined : user?.id;
  } catch (error) {
    if (['users_not_found', 'user_not_found', 'user_not_visible'].includes(slackErrorOf(error) ?? '')) return undefined;
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

/** Throws a problem that names the channel where it is hidden from Usher: private, and Usher is not in it, or deleted. */
async function readMembers(client: WebClient, channel: string): Promise<Set<string>> {
  try {
    return await readPages(client, channel);
  } catch (error) {
    if (slackErrorOf(error) !== HIDDEN) throw error;
    throw new ProblemError({
      kind: 'permission',
      summary: `I cannot see who is in ${channelMention(channel)}.`,
      next: 'An organiser types `/invite @usher` there, or names another channel; then try again.',
      detail: { slack: HIDDEN },
    });
  }
}

async function readPages(client: WebClient, channel: string): Promise<Set<string>> {
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
