import type { Hub } from './hub';
import type { Conversation, OpenView, PageMessage, PageState } from './protocol';
import { canSee, isMember, type Channel, type StoredMessage } from './workspace';

/** Everything one person sees now. */
export function pageState(hub: Hub, me: string): PageState {
  const { workspace, manifest, identity } = hub;
  return {
    me,
    workspace: workspace.name,
    bot: { id: identity.botUser, name: manifest.appName, connected: hub.delivery.connected },
    people: people(hub),
    conversations: conversationsOf(hub, me),
    messages: messagesOf(hub, me),
    view: openView(hub, me),
    home: hub.views.home(me)?.view,
    commands: manifest.commands.map(({ command, description, usageHint }) => ({ command, description, usageHint })),
  };
}

export function people(hub: Hub): PageState['people'] {
  return [...hub.workspace.users.values()].map(({ id, name, realName, isAdmin, isBot, guest, from, color }) => ({
    id,
    name,
    realName,
    isAdmin,
    isBot,
    ...(guest === undefined ? {} : { guest }),
    ...(from === undefined ? {} : { from }),
    color,
  }));
}

/** Public channels, joined or not, for members; what guests and people of other workspaces are in; DMs that were used or opened. */
export function conversationsOf(hub: Hub, me: string): Conversation[] {
  const user = hub.workspace.users.get(me);
  const browses = user !== undefined && isMember(user);
  return [...hub.workspace.channels.values()].filter((channel) => isListed(channel, me, browses)).map(shape);

  function shape(channel: Channel): Conversation {
    const member = channel.members.has(me);
    return {
      id: channel.id,
      name: channel.kind === 'dm' ? ([...channel.members].find((one) => one !== me) ?? me) : channel.name,
      kind: channel.kind,
      topic: channel.topic,
      members: [...channel.members],
      unread: member ? hub.workspace.unread(channel, me) : 0,
    };
  }
}

function isListed(channel: Channel, me: string, browses: boolean): boolean {
  if (channel.kind === 'channel' && browses) return true;
  if (!channel.members.has(me)) return false;
  return channel.kind !== 'dm' || channel.openedBy.has(me) || channel.messages.size > 0;
}

/** Oldest first, over all conversations. */
function messagesOf(hub: Hub, me: string): PageMessage[] {
  return [...hub.workspace.channels.values()]
    .flatMap((channel) => [...channel.messages.values()].filter((message) => canSee(channel, message, me)))
    .sort((one, other) => (one.ts < other.ts ? -1 : 1))
    .map((message) => pageMessage(hub, message));
}

/** The page's form of a message. */
export function pageMessage(hub: Pick<Hub, 'files'>, message: StoredMessage): PageMessage {
  const files = message.files.flatMap((id) => {
    const file = hub.files.byId(id);
    return file ? [{ id, name: file.name, size: file.bytes.length }] : [];
  });
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    replyCount: message.replyCount,
    ephemeral: message.ephemeralFor !== undefined,
    pinned: message.pinned,
    ...(files.length === 0 ? {} : { files }),
    ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
    ...(message.edited === undefined ? {} : { editedTs: message.edited.ts }),
  };
}

export function openView(hub: Hub, me: string): OpenView | undefined {
  const top = hub.views.top(me);
  return top && { id: top.id, hash: top.hash, view: top.view, errors: top.errors };
}
