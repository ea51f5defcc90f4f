import { filesOf } from './api/files';
import type { Raw } from './blocks/report';
import type { Hub } from './hub';
import type { Channel, StoredMessage, User } from './workspace';

type Named = Pick<Hub, 'workspace' | 'identity' | 'manifest' | 'files' | 'url'>;

/** A message as the Web API and events carry it. */
export function messageShape(hub: Named, message: StoredMessage): Raw {
  const { identity, manifest } = hub;
  const byBot = message.user === identity.botUser;
  const reactions = Object.entries(message.reactions).map(([name, users]) => ({ name, users, count: users.length }));
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: teamIdOf(hub, hub.workspace.users.get(message.user)),
    ...(byBot
      ? {
          bot_id: identity.botId,
          app_id: identity.appId,
          bot_profile: {
            id: identity.botId,
            app_id: identity.appId,
            name: manifest.appName,
            team_id: identity.teamId,
            deleted: false,
          },
        }
      : { client_msg_id: `local-${message.ts}` }),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0 ? { subtype: 'file_share', upload: false, files: filesOf(hub, message.files) } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(message.pinned ? { pinned_to: [message.channel] } : {}),
    ...(reactions.length > 0 ? { reactions } : {}),
    ...(message.threadTs === undefined
      ? {}
      : { thread_ts: message.threadTs, parent_user_id: parentOf(hub, message)?.user }),
    ...(message.replyCount > 0
      ? {
          thread_ts: message.ts,
          reply_count: message.replyCount,
          reply_users: message.replyUsers,
          reply_users_count: message.replyUsers.length,
          latest_reply: message.latestReply,
        }
      : {}),
  };
}

function parentOf(hub: Named, message: StoredMessage): StoredMessage | undefined {
  return hub.workspace.channels.get(message.channel)?.messages.get(message.threadTs ?? '');
}

/** The workspace somebody belongs to. */
export const teamIdOf = (
  { workspace, identity }: Pick<Hub, 'workspace' | 'identity'>,
  user: User | undefined,
): string => (user?.from === undefined ? identity.teamId : workspace.teamOf(user.from));

export function userShape(hub: Named, user: User): Raw {
  const theirs = user.from !== undefined;
  const email =
    hub.manifest.scopes.has('users:read.email') && user.email !== '' && !theirs ? { email: user.email } : {};
  return {
    id: user.id,
    team_id: teamIdOf(hub, user),
    name: user.name,
    real_name: user.realName,
    deleted: hub.workspace.deactivated.has(user.id),
    is_bot: user.id === hub.identity.botUser,
    is_app_user: false,
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.guest !== undefined,
    is_ultra_restricted: user.guest === 'single-channel',
    // Slack says it of those who share no channel with the app, and only of people of other workspaces.
    ...(theirs ? { is_stranger: !meets(hub, user) } : {}),
    tz: 'Europe/London',
    tz_label: 'Greenwich Mean Time',
    tz_offset: 0,
    updated: 1_700_000_000,
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.name,
      display_name_normalized: user.name,
      team: teamIdOf(hub, user),
      ...email,
      ...(user.id === hub.identity.botUser ? { bot_id: hub.identity.botId, api_app_id: hub.identity.appId } : {}),
    },
  };
}

/** Whether the bot is in a channel with them. */
export const meets = ({ workspace, identity }: Pick<Hub, 'workspace' | 'identity'>, { id }: User): boolean =>
  [...workspace.channels.values()].some(
    ({ kind, members }) => kind !== 'dm' && members.has(id) && members.has(identity.botUser),
  );

/** A conversation as the bot sees it. */
export function channelShape(hub: Named, channel: Channel): Raw {
  const bot = hub.identity.botUser;
  if (channel.kind === 'dm') {
    return {
      id: channel.id,
      created: channel.created,
      is_im: true,
      is_archived: false,
      is_org_shared: false,
      user: [...channel.members].find((member) => member !== bot) ?? bot,
      is_user_deleted: [...channel.members].some((member) => hub.workspace.deactivated.has(member)),
      is_open: true,
    };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    created: channel.created,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: hub.workspace.archived.has(channel.id),
    is_general: channel.name === 'general',
    is_member: channel.members.has(bot),
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    context_team_id: hub.identity.teamId,
  };
}

/** Slack's word for the kind, in events. */
export function channelType(channel: Channel): 'im' | 'group' | 'channel' {
  return channel.kind === 'dm' ? 'im' : channel.kind === 'private' ? 'group' : 'channel';
}
