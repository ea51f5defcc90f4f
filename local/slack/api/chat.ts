import { SlackError } from '../errors';
import type { Hub } from '../hub';
import { messageShape } from '../shapes';
import type { Channel, StoredMessage } from '../workspace';
import { content } from './content';
import { checkSlackFiles } from './slack-files';
import { channelArg, messageArg, type Arguments, type Methods } from './method';

/** Characters of `text` in an edited message. */
const LONGEST_UPDATE = 4000;

export const chat: Methods = {
  'chat.postMessage': {
    scope: 'chat:write',
    tier: 'special',
    run: (args, hub) => {
      const channel = writable(args, hub);
      const { text, blocks, attachments } = written(args, hub);
      const message = hub.workspace.post({
        channel: channel.id,
        user: hub.identity.botUser,
        text: text ?? '',
        blocks: blocks ?? [],
        ...(attachments ? { attachments } : {}),
        ...(args.has('metadata') ? { metadata: args.raw.metadata } : {}),
        ...thread(args, channel),
      });
      return { channel: channel.id, ts: message.ts, message: messageShape(hub, message) };
    },
  },
  'chat.postEphemeral': {
    scope: 'chat:write',
    tier: 4,
    run: (args, hub) => {
      const channel = channelArg(args, hub);
      const user = args.required('user');
      if (hub.workspace.archived.has(channel.id)) throw new SlackError('is_archived');
      if (!channel.members.has(hub.identity.botUser)) throw new SlackError('not_in_channel');
      if (!channel.members.has(user)) throw new SlackError('user_not_in_channel');
      const { text, blocks } = written(args, hub);
      const message = hub.workspace.post({
        channel: channel.id,
        user: hub.identity.botUser,
        text: text ?? '',
        blocks: blocks ?? [],
        ephemeralFor: user,
        ...thread(args, channel),
      });
      return { message_ts: message.ts };
    },
  },
  'chat.update': {
    scope: 'chat:write',
    tier: 3,
    run: (args, hub) => {
      const channel = channelArg(args, hub);
      if (hub.workspace.archived.has(channel.id)) throw new SlackError('is_inactive');
      const message = own(args, hub, channel, 'cant_update_message');
      const { text, blocks, attachments } = written(args, hub, LONGEST_UPDATE);
      // Words without blocks take the old blocks away and mark the message as edited; blocks do not.
      const changed = hub.workspace.change(message, {
        text: text ?? message.text,
        blocks: blocks ?? (text === undefined ? message.blocks : []),
        ...(attachments ? { attachments } : {}),
        ...(args.has('metadata') ? { metadata: args.raw.metadata } : {}),
        ...(blocks ? {} : { edited: { user: hub.identity.botUser, ts: hub.workspace.ids.ts() } }),
      });
      return { channel: channel.id, ts: changed.ts, text: changed.text, message: messageShape(hub, changed) };
    },
  },
  'chat.delete': {
    scope: 'chat:write',
    tier: 3,
    run: (args, hub) => {
      const channel = channelArg(args, hub);
      const message = own(args, hub, channel, 'cant_delete_message');
      hub.workspace.remove(message);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    scope: null,
    tier: 'special',
    run: (args, hub) => {
      const channel = channelArg(args, hub);
      const message = messageArg(channel, args.required('message_ts'));
      const permalink = `${hub.url}archives/${channel.id}/p${message.ts.replace('.', '')}`;
      return { channel: channel.id, permalink };
    },
  },
};

function written(args: Arguments, hub: Hub, longest?: number) {
  const result = content(args.raw, longest);
  checkSlackFiles(hub, result.blocks ?? []);
  const empty = result.text === undefined && !result.blocks?.length && !result.attachments?.length;
  if (empty && !args.has('metadata')) throw new SlackError('no_text');
  return result;
}

/** Where the bot may post: a channel it is in (or any, with chat:write.public), a DM, or a person, whose DM is meant. */
function writable(args: Arguments, hub: Hub): Channel {
  const { workspace, identity, manifest } = hub;
  const person = workspace.users.get(args.text('channel') ?? '');
  if (person) {
    if (person.id === identity.botUser || person.id === identity.slackbot) throw new SlackError('cannot_dm_bot');
    if (person.from !== undefined) throw new SlackError('channel_not_found');
    if (workspace.deactivated.has(person.id)) throw new SlackError('user_disabled');
    return workspace.dm(identity.botUser, person.id);
  }
  const channel = channelArg(args, hub);
  if (workspace.archived.has(channel.id)) throw new SlackError('is_archived');
  const anywhere = manifest.scopes.has('chat:write.public') && channel.kind === 'channel';
  if (!channel.members.has(identity.botUser) && !anywhere) throw new SlackError('not_in_channel');
  if ([...channel.members].some((member) => workspace.deactivated.has(member))) throw new SlackError('user_disabled');
  if (channel.kind === 'dm' && manifest.messagesTab === 'off') throw new SlackError('messages_tab_disabled');
  return channel;
}

function own(args: Arguments, hub: Hub, channel: Channel, refusal: string): StoredMessage {
  const message = messageArg(channel, args.required('ts', 'message_not_found'));
  if (message.user !== hub.identity.botUser) throw new SlackError(refusal);
  return message;
}

/** A reply to a reply joins the thread of its parent. */
export function thread(args: Arguments, channel: Channel): { threadTs?: string } {
  const ts = args.text('thread_ts');
  if (ts === undefined) return {};
  const parent = channel.messages.get(ts);
  if (!parent) throw new SlackError('thread_not_found');
  return { threadTs: parent.threadTs ?? parent.ts };
}
