import { isRecord, type Raw } from '../blocks/report';
import { SlackError } from '../errors';
import type { Hub } from '../hub';
import type { Channel, StoredMessage, User } from '../workspace';

/** One Web API method. `scope` may depend on the arguments; null where any token will do. */
export interface Method {
  readonly scope: string | null | ((args: Arguments, hub: Hub) => string | null);
  /** Slack's rate-limit tier; 1, 20, 50 or 100 calls a minute; `special` is one a second and channel. */
  readonly tier: 1 | 2 | 3 | 4 | 'special';
  readonly run: (args: Arguments, hub: Hub) => Raw | Promise<Raw>;
}

export type Methods = Readonly<Record<string, Method>>;

/** A call's arguments, whether they came as a form or as JSON. */
export class Arguments {
  constructor(readonly raw: Raw) {}

  has(name: string): boolean {
    return this.raw[name] !== undefined && this.raw[name] !== '';
  }

  text(name: string): string | undefined {
    const value = this.raw[name];
    return value === undefined || value === null || value === '' ? undefined : String(value);
  }

  required(name: string, error = 'invalid_arguments'): string {
    const value = this.text(name);
    if (value === undefined) {
      const messages = [`[ERROR] missing required field: ${name}`];
      throw new SlackError(error, error === 'invalid_arguments' ? { response_metadata: { messages } } : {});
    }
    return value;
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(String(this.raw[name]));
  }

  list(name: string): string[] {
    const value = this.raw[name];
    if (Array.isArray(value)) return value.map(String);
    return (this.text(name) ?? '').split(',').filter(Boolean);
  }
}

/** Fields of a form that hold JSON. */
const JSON_FIELDS = ['blocks', 'attachments', 'view', 'metadata', 'files'];

/** Reads a request body by its content type; a form's JSON fields are parsed where they can be. */
export function parseArguments(contentType: string, body: string, query: URLSearchParams): Arguments {
  if (contentType.includes('application/json')) {
    try {
      const parsed: unknown = JSON.parse(body === '' ? '{}' : body);
      if (isRecord(parsed)) return new Arguments(parsed);
    } catch {
      throw new SlackError('invalid_json');
    }
    throw new SlackError('json_not_object');
  }
  const fields: Record<string, unknown> = Object.fromEntries([...query, ...new URLSearchParams(body)]);
  for (const name of JSON_FIELDS) {
    if (typeof fields[name] !== 'string' || fields[name] === '') continue;
    try {
      fields[name] = JSON.parse(fields[name]);
    } catch {
      // Left as text: the method answers with its own word for a bad format.
    }
  }
  return new Arguments(fields);
}

/** The channel of an id or, as `chat.*` allow, of a name; private ones the bot is not in do not exist for it. */
export function channelArg(args: Arguments, hub: Hub, name = 'channel'): Channel {
  const value = args.required(name, 'channel_not_found');
  const channel = hub.workspace.channels.get(value) ?? hub.workspace.channelByName(value.replace(/^#/, ''));
  const hidden = channel?.kind !== 'channel' && !channel?.members.has(hub.identity.botUser);
  if (!channel || hidden) throw new SlackError('channel_not_found');
  return channel;
}

export function userArg(args: Arguments, hub: Hub, name = 'user'): User {
  const user = hub.workspace.users.get(args.required(name, 'user_not_found'));
  if (!user) throw new SlackError('user_not_found');
  return user;
}

/** A message everybody in the channel can see. */
export function messageArg(channel: Channel, ts: string): StoredMessage {
  const message = channel.messages.get(ts);
  if (!message || message.ephemeralFor !== undefined) throw new SlackError('message_not_found');
  return message;
}

/** The scope that reading this kind of conversation takes, such as `groups:history`. */
export function scopeFor(what: 'read' | 'history', channel: Channel | undefined): string {
  const family = channel?.kind === 'dm' ? 'im' : channel?.kind === 'private' ? 'groups' : 'channels';
  return `${family}:${what}`;
}
