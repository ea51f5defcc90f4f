import { SlackError } from '../errors';
import type { Hub } from '../hub';
import { channelShape, messageShape } from '../shapes';
import type { Channel, StoredMessage } from '../workspace';
import { channelArg, scopeFor, type Arguments, type Method, type Methods } from './method';
import { page } from './paging';

/** Channel types of `conversations.list`, each with the scope it takes. */
const TYPES: Readonly<Record<string, { readonly kind: Channel['kind'] | 'mpim'; readonly scope: string }>> = {
  public_channel: { kind: 'channel', scope: 'channels:read' },
  private_channel: { kind: 'private', scope: 'groups:read' },
  im: { kind: 'dm', scope: 'im:read' },
  mpim: { kind: 'mpim', scope: 'mpim:read' },
};

const peek = (args: Arguments, hub: Hub) => hub.workspace.channels.get(args.text('channel') ?? '');
const readScope: Method['scope'] = (args, hub) => scopeFor('read', peek(args, hub));
const historyScope: Method['scope'] = (args, hub) => scopeFor('history', peek(args, hub));

/** Types asked for; the first scope that is missing refuses the call. */
export const listScope: Method['scope'] = (args, hub) => {
  const scopes = typesOf(args).map((type) => type.scope);
  return scopes.find((scope) => !hub.manifest.scopes.has(scope)) ?? scopes[0] ?? null;
};

function typesOf(args: Arguments) {
  const names = args.has('types') ? args.list('types') : ['public_channel'];
  return names.map((name) => {
    const type = TYPES[name.trim()];
    if (!type) throw new SlackError('invalid_types');
    return type;
  });
}

/** Channels of the asked types that the bot can see. */
export function listed(args: Arguments, hub: Hub): Channel[] {
  const kinds = typesOf(args).map((type) => type.kind);
  return [...hub.workspace.channels.values()].filter(
    (channel) =>
      kinds.includes(channel.kind) && (channel.kind === 'channel' || channel.members.has(hub.identity.botUser)),
  );
}

export const conversations: Methods = {
  'conversations.list': {
    scope: listScope,
    tier: 2,
    run: (args, hub) => {
      const { items, response_metadata } = page(listed(args, hub), args);
      return { channels: items.map((channel) => withCount(hub, channel)), response_metadata };
    },
  },
  'conversations.info': {
    scope: readScope,
    tier: 3,
    run: (args, hub) => {
      const channel = channelArg(args, hub);
      return { channel: args.flag('include_num_members') ? withCount(hub, channel) : channelShape(hub, channel) };
    },
  },
  'conversations.members': {
    scope: readScope,
    tier: 4,
    run: (args, hub) => {
      const { items, response_metadata } = page([...channelArg(args, hub).members], args);
      return { members: items, response_metadata };
    },
  },
  'conversations.open': {
    scope: 'im:write',
    tier: 3,
    run: (args, hub) => {
      const { workspace, identity } = hub;
      if (args.has('channel')) return { channel: { id: channelArg(args, hub).id } };
      const users = args.list('users');
      const person = workspace.users.get(users[0] ?? '');
      if (users.length !== 1) throw new SlackError(users.length === 0 ? 'users_list_not_supplied' : 'missing_scope');
      if (!person) throw new SlackError('user_not_found');
      if (workspace.deactivated.has(person.id)) throw new SlackError('user_disabled');
      if (person.id === identity.slackbot || person.id === identity.botUser) throw new SlackError('cannot_dm_bot');
      if (person.from !== undefined) throw new SlackError('user_not_visible');
      const channel = workspace.dm(identity.botUser, person.id);
      return { channel: args.flag('return_im') ? channelShape(hub, channel) : { id: channel.id } };
    },
  },
  'conversations.history': {
    scope: historyScope,
    tier: 3,
    run: (args, hub) => {
      const channel = readable(args, hub);
      const all = [...channel.messages.values()].filter((one) => one.threadTs === undefined).reverse();
      return history(args, hub, all);
    },
  },
  'conversations.replies': {
    scope: historyScope,
    tier: 3,
    run: (args, hub) => {
      const channel = readable(args, hub);
      const ts = args.required('ts', 'thread_not_found');
      const asked = channel.messages.get(ts);
      if (!asked) throw new SlackError('thread_not_found');
      const root = asked.threadTs ?? ts;
      return history(
        args,
        hub,
        [...channel.messages.values()].filter((one) => one.ts === root || one.threadTs === root),
      );
    },
  },
  'conversations.join': {
    scope: 'channels:join',
    tier: 3,
    run: (args, hub) => {
      const channel = channelArg(args, hub);
      if (channel.kind !== 'channel') throw new SlackError('method_not_supported_for_channel_type');
      const already = channel.members.has(hub.identity.botUser);
      hub.workspace.join(channel, hub.identity.botUser);
      return { channel: channelShape(hub, channel), ...(already ? { warning: 'already_in_channel' } : {}) };
    },
  },
  'conversations.invite': {
    scope: (args, hub) => (peek(args, hub)?.kind === 'private' ? 'groups:write' : 'channels:manage'),
    tier: 3,
    run: (args, hub) => {
      const channel = channelArg(args, hub);
      const bot = hub.identity.botUser;
      if (channel.kind === 'dm') throw new SlackError('method_not_supported_for_channel_type');
      if (!channel.members.has(bot)) throw new SlackError('not_in_channel');
      for (const user of args.list('users')) {
        if (user === bot) throw new SlackError('cant_invite_self');
        if (!hub.workspace.users.has(user)) throw new SlackError('user_not_found');
        if (channel.members.has(user)) throw new SlackError('already_in_channel');
      }
      for (const user of args.list('users')) hub.workspace.join(channel, user, bot);
      return { channel: channelShape(hub, channel) };
    },
  },
};

function withCount(hub: Hub, channel: Channel) {
  return { ...channelShape(hub, channel), num_members: channel.members.size };
}

function readable(args: Arguments, hub: Hub): Channel {
  const channel = channelArg(args, hub);
  if (!channel.members.has(hub.identity.botUser)) throw new SlackError('not_in_channel');
  return channel;
}

function history(args: Arguments, hub: Hub, messages: readonly StoredMessage[]) {
  const { oldest, latest } = { oldest: args.text('oldest') ?? '0', latest: args.text('latest') ?? '9999999999.999999' };
  const inclusive = args.flag('inclusive');
  const within = messages.filter((one) => {
    if (one.ephemeralFor !== undefined) return false;
    return (one.ts > oldest && one.ts < latest) || (inclusive && (one.ts === oldest || one.ts === latest));
  });
  const { items, response_metadata } = page(within, args, 100, 999);
  return {
    messages: items.map((one) => messageShape(hub, one)),
    has_more: response_metadata.next_cursor !== '',
    response_metadata,
  };
}
