import { SlackError } from '../errors';
import { channelShape, userShape } from '../shapes';
import { listed, listScope } from './conversations';
import { userArg, type Methods } from './method';
import { page } from './paging';

export const users: Methods = {
  'users.info': {
    scope: 'users:read',
    tier: 4,
    run: (args, hub) => ({ user: userShape(hub, userArg(args, hub)) }),
  },
  'users.list': {
    scope: 'users:read',
    tier: 2,
    run: (args, hub) => {
      const ours = [...hub.workspace.users.values()].filter(({ from }) => from === undefined);
      const { items, response_metadata } = page(ours, args, 1000);
      return { members: items.map((user) => userShape(hub, user)), cache_ts: 1_700_000_000, response_metadata };
    },
  },
  'users.lookupByEmail': {
    scope: 'users:read.email',
    tier: 3,
    run: (args, hub) => {
      const email = args.required('email', 'users_not_found').toLowerCase();
      const user = [...hub.workspace.users.values()].find(
        ({ email: one, from }) => one.toLowerCase() === email && from === undefined,
      );
      if (!user) throw new SlackError('users_not_found');
      return { user: userShape(hub, user) };
    },
  },
  'users.conversations': {
    scope: listScope,
    tier: 3,
    run: (args, hub) => {
      const member = args.has('user') ? userArg(args, hub).id : hub.identity.botUser;
      const theirs = listed(args, hub).filter(
        (channel) =>
          channel.members.has(member) && !(args.flag('exclude_archived') && hub.workspace.archived.has(channel.id)),
      );
      const { items, response_metadata } = page(theirs, args);
      return { channels: items.map((channel) => channelShape(hub, channel)), response_metadata };
    },
  },
  'usergroups.list': {
    scope: 'usergroups:read',
    tier: 2,
    run: (args, hub) => ({
      usergroups: [...hub.workspace.groups.values()].map((group) => ({
        id: group.id,
        team_id: hub.identity.teamId,
        is_usergroup: true,
        name: group.handle,
        handle: group.handle,
        user_count: group.users.length,
        ...(args.flag('include_users') ? { users: group.users } : {}),
      })),
    }),
  },
  'usergroups.users.list': {
    scope: 'usergroups:read',
    tier: 2,
    run: (args, hub) => {
      const group = [...hub.workspace.groups.values()].find((one) => one.id === args.text('usergroup'));
      if (!group) throw new SlackError('no_such_subteam');
      return { users: group.users };
    },
  },
};
