import { SlackError } from '../errors';
import type { Hub } from '../hub';
import { messageShape } from '../shapes';
import type { StoredMessage } from '../workspace';
import { channelArg, messageArg, type Arguments, type Methods } from './method';

/** Pins and reactions. */
export const marks: Methods = {
  'pins.add': {
    scope: 'pins:write',
    tier: 2,
    run: (args, hub) => {
      const message = marked(args, hub);
      if (message.pinned) throw new SlackError('already_pinned');
      hub.workspace.change(message, { pinned: true }, true);
      return {};
    },
  },
  'pins.remove': {
    scope: 'pins:write',
    tier: 2,
    run: (args, hub) => {
      const message = marked(args, hub);
      if (!message.pinned) throw new SlackError('no_pin');
      hub.workspace.change(message, { pinned: false }, true);
      return {};
    },
  },
  'pins.list': {
    scope: 'pins:read',
    tier: 2,
    run: (args, hub) => {
      const channel = channelArg(args, hub);
      const pinned = [...channel.messages.values()].filter((message) => message.pinned);
      return {
        items: pinned.map((message) => ({
          type: 'message',
          channel: channel.id,
          message: messageShape(hub, message),
        })),
      };
    },
  },
  'reactions.add': {
    scope: 'reactions:write',
    tier: 3,
    run: (args, hub) => {
      const message = marked(args, hub);
      const name = args.required('name', 'no_reaction');
      if (!/^[a-z0-9_+'-]+(::skin-tone-\d)?$/.test(name)) throw new SlackError('invalid_name');
      const users = message.reactions[name] ?? [];
      if (users.includes(hub.identity.botUser)) throw new SlackError('already_reacted');
      const reactions = { ...message.reactions, [name]: [...users, hub.identity.botUser] };
      hub.workspace.change(message, { reactions }, true);
      return {};
    },
  },
  'reactions.remove': {
    scope: 'reactions:write',
    tier: 2,
    run: (args, hub) => {
      const message = marked(args, hub);
      const name = args.required('name', 'no_reaction');
      const users = message.reactions[name] ?? [];
      if (!users.includes(hub.identity.botUser)) throw new SlackError('no_reaction');
      const others = Object.entries(message.reactions).filter(([other]) => other !== name);
      const left = users.filter((user) => user !== hub.identity.botUser);
      const reactions = Object.fromEntries(left.length > 0 ? [...others, [name, left]] : others);
      hub.workspace.change(message, { reactions }, true);
      return {};
    },
  },
};

function marked(args: Arguments, hub: Hub): StoredMessage {
  const channel = channelArg(args, hub);
  if (!channel.members.has(hub.identity.botUser)) throw new SlackError('not_in_channel');
  return messageArg(channel, args.required('timestamp', 'message_not_found'));
}
