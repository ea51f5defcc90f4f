import type { Raw } from '../blocks/report';
import type { Ack } from '../delivery/delivery';
import { Refusal } from '../errors';
import type { Hub } from '../hub';
import { teamIdOf } from '../shapes';
import { canSee, type Channel, type StoredMessage, type User } from '../workspace';

/** What every command and interaction tells of where it comes from. */
export function basics(hub: Hub): Raw {
  return { token: hub.identity.verificationToken, api_app_id: hub.identity.appId, is_enterprise_install: false };
}

export function teamShape(hub: Hub): Raw {
  return { id: hub.identity.teamId, domain: hub.workspace.name.toLowerCase() };
}

export function actorShape(hub: Hub, user: User): Raw {
  return { id: user.id, username: user.name, name: user.name, team_id: teamIdOf(hub, user) };
}

/** A channel this person is in; anything else does not exist for them. */
export function channelOf(hub: Hub, user: User, id: string): Channel {
  const channel = hub.workspace.channels.get(id);
  if (!channel?.members.has(user.id)) throw new Refusal('You are not in this conversation');
  return channel;
}

/** A message this person can see. */
export function messageOf(hub: Hub, user: User, channelId: string, ts: string): StoredMessage {
  const channel = channelOf(hub, user, channelId);
  const message = channel.messages.get(ts);
  if (!message || !canSee(channel, message, user.id)) throw new Refusal('This message is gone');
  return message;
}

/** `crew`, or Slack's word for a DM. */
export function channelNameOf(channel: Channel): string {
  return channel.kind === 'dm' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name;
}

/** What the person reads where the app did not acknowledge; `undefined` where it did. */
export function failureOf(hub: Hub, ack: Ack): string | undefined {
  if (ack.ok) return undefined;
  const name = hub.manifest.appName;
  switch (ack.reason) {
    case 'timeout':
      return `${name} did not answer within ${hub.timing.ackMs / 1000} seconds`;
    case 'not_connected':
      return `${name} is not connected, so it cannot answer`;
    case 'http_error':
      return `${name} answered with an error`;
  }
}
