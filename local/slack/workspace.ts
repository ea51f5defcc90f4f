import type { KnownBlock } from '@slack/types';
import { Ids } from './ids';
import type { Person } from './protocol';

export interface User extends Person {
  readonly email: string;
}

export interface Channel {
  readonly id: string;
  /** Without the #; empty for a DM. */
  readonly name: string;
  readonly kind: 'channel' | 'private' | 'dm';
  readonly topic: string;
  readonly created: number;
  readonly members: Set<string>;
  /** By ts, oldest first, ephemeral ones among them. */
  readonly messages: Map<string, StoredMessage>;
  /** DMs only: people who have opened it, for whom it is listed even while empty. */
  readonly openedBy: Set<string>;
}

export interface StoredMessage {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** Ids of files. */
  readonly files: readonly string[];
  readonly attachments?: readonly unknown[];
  readonly metadata?: unknown;
  readonly threadTs?: string;
  readonly replyUsers: readonly string[];
  readonly replyCount: number;
  readonly latestReply?: string;
  readonly edited?: { readonly user: string; readonly ts: string };
  /** Its only reader, where it is ephemeral. */
  readonly ephemeralFor?: string;
  readonly pinned: boolean;
  readonly reactions: Readonly<Record<string, readonly string[]>>;
}

export type Change =
  /** `previous` is set for an edit; `quiet` changes (reply counts, pins) are drawn but are no news to the bot. */
  | {
      readonly type: 'message';
      readonly message: StoredMessage;
      readonly previous?: StoredMessage;
      readonly quiet?: true;
    }
  | { readonly type: 'deleted'; readonly message: StoredMessage }
  | { readonly type: 'joined'; readonly channel: Channel; readonly user: string; readonly inviter?: string }
  | { readonly type: 'left'; readonly channel: Channel; readonly user: string }
  | { readonly type: 'opened'; readonly channel: Channel; readonly user: string }
  | { readonly type: 'read'; readonly user: string }
  | { readonly type: 'view'; readonly user: string }
  | { readonly type: 'home'; readonly user: string }
  | { readonly type: 'bot' };

export type NewMessage = Pick<StoredMessage, 'channel' | 'user' | 'text'> &
  Partial<Pick<StoredMessage, 'blocks' | 'files' | 'threadTs' | 'ephemeralFor' | 'attachments' | 'metadata'>>;

/** People, channels and messages, and whoever wants to hear of changes to them. Knows nothing of the Web API or of delivery. */
export class Workspace {
  readonly ids = new Ids();
  readonly users = new Map<string, User>();
  /** Ids of accounts that were deactivated. */
  readonly deactivated = new Set<string>();
  /** Ids of channels that were archived. */
  readonly archived = new Set<string>();
  readonly channels = new Map<string, Channel>();
  readonly groups = new Map<string, { readonly id: string; readonly handle: string; readonly users: string[] }>();
  readonly #teams = new Map<string, string>();
  readonly #lastRead = new Map<string, string>();
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(readonly name: string) {}

  addUser(user: Omit<User, 'id' | 'color'> & { readonly id?: string }): User {
    const hue = (this.users.size * 137) % 360;
    const added = { color: `hsl(${hue} 45% 45%)`, ...user, id: user.id ?? this.ids.id('U', user.name) };
    this.users.set(added.id, added);
    return added;
  }

  userByName(name: string): User | undefined {
    return [...this.users.values()].find((user) => user.name === name);
  }

  addChannel(channel: Pick<Channel, 'name' | 'kind' | 'topic'>, members: readonly string[]): Channel {
    const added: Channel = {
      ...channel,
      id: this.ids.id(channel.kind === 'dm' ? 'D' : 'C', channel.name),
      created: Math.floor(Date.now() / 1000),
      members: new Set(members),
      messages: new Map(),
      openedBy: new Set(),
    };
    this.channels.set(added.id, added);
    return added;
  }

  /** Id of another workspace. */
  teamOf(name: string): string {
    const id = this.#teams.get(name) ?? this.ids.id('T', name);
    this.#teams.set(name, id);
    return id;
  }

  channelByName(name: string): Channel | undefined {
    return [...this.channels.values()].find((channel) => channel.kind !== 'dm' && channel.name === name);
  }

  /** The DM of two people, made where it does not exist. */
  dm(one: string, other: string): Channel {
    for (const channel of this.channels.values()) {
      if (channel.kind === 'dm' && channel.members.has(one) && channel.members.has(other)) {
        if (one !== other || channel.members.size === 1) return channel;
      }
    }
    return this.addChannel({ name: '', kind: 'dm', topic: '' }, [one, other]);
  }

  /** Lists the DM in this person's sidebar from now on. */
  openDm(channel: Channel, user: string): void {
    if (channel.openedBy.has(user)) return;
    channel.openedBy.add(user);
    this.tell({ type: 'opened', channel, user });
  }

  post(message: NewMessage): StoredMessage {
    const channel = this.#channel(message.channel);
    const added: StoredMessage = {
      blocks: [],
      files: [],
      ...message,
      ts: this.ids.ts(),
      replyUsers: [],
      replyCount: 0,
      pinned: false,
      reactions: {},
    };
    channel.messages.set(added.ts, added);
    this.tell({ type: 'message', message: added });
    const parent = added.threadTs === undefined ? undefined : channel.messages.get(added.threadTs);
    if (parent && added.ephemeralFor === undefined) {
      this.change(
        parent,
        {
          replyCount: parent.replyCount + 1,
          latestReply: added.ts,
          replyUsers: [...new Set([...parent.replyUsers, added.user])],
        },
        true,
      );
    }
    return added;
  }

  /** Replaces a message by one with these changes; readers are told, and the bot too unless `quiet`. */
  change(message: StoredMessage, changes: Partial<StoredMessage>, quiet = false): StoredMessage {
    const changed = { ...message, ...changes };
    this.#channel(message.channel).messages.set(message.ts, changed);
    this.tell({ type: 'message', message: changed, previous: message, ...(quiet ? { quiet: true } : {}) });
    return changed;
  }

  remove(message: StoredMessage): void {
    this.#channel(message.channel).messages.delete(message.ts);
    this.tell({ type: 'deleted', message });
  }

  join(channel: Channel, user: string, inviter?: string): void {
    if (channel.members.has(user)) return;
    channel.members.add(user);
    this.tell({ type: 'joined', channel, user, ...(inviter === undefined ? {} : { inviter }) });
  }

  leave(channel: Channel, user: string): void {
    if (channel.members.delete(user)) this.tell({ type: 'left', channel, user });
  }

  archive(channel: Channel): void {
    this.archived.add(channel.id);
  }

  /** Whoever is deactivated is in no channel any more. */
  deactivate(user: string): void {
    this.deactivated.add(user);
    for (const channel of this.channels.values()) if (channel.kind !== 'dm') this.leave(channel, user);
  }

  markRead(channel: Channel, user: string): void {
    const newest = [...channel.messages.keys()].at(-1);
    if (newest === undefined) return;
    this.#lastRead.set(`${user} ${channel.id}`, newest);
    this.tell({ type: 'read', user });
  }

  /** Messages of others that came after this person last looked. */
  unread(channel: Channel, user: string): number {
    const last = this.#lastRead.get(`${user} ${channel.id}`) ?? '';
    let count = 0;
    for (const message of [...channel.messages.values()].reverse()) {
      if (message.ts <= last) break;
      if (message.user !== user && canSee(channel, message, user)) count += 1;
    }
    return count;
  }

  /** Returns a function that ends the subscription. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  #channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`no channel ${id}`);
    return channel;
  }
}

/** A full member of this workspace: neither guest nor somebody of another one. */
export const isMember = ({ guest, from }: User): boolean => guest === undefined && from === undefined;

/** Whether a message is on this person's screen. */
export function canSee(channel: Channel, message: StoredMessage, user: string): boolean {
  return channel.members.has(user) && (message.ephemeralFor === undefined || message.ephemeralFor === user);
}
