import type { Failure } from './api/call';
import type { Timing } from './hub';
import type { PageMessage, PersonAction, PageState, Person } from './protocol';

/** A Slack workspace on loopback, for unmodified Bolt clients. Nothing of it outlives the process. */
export interface LocalSlack {
  /** The page: `http://127.0.0.1:4545/`. */
  readonly url: string;
  /** For SLACK_API_URL: `http://127.0.0.1:4545/api/`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** By handle: `ada`. Throws for a stranger. */
  person(name: string): Actor;
  readonly people: readonly Person[];
  /** Id of a channel by name, without the #. */
  channelId(name: string): string;
  /** Puts a message by the workspace itself into a channel, e.g. the demo's introduction. */
  announce(channel: string, text: string, blocks?: readonly unknown[]): void;
  /** Makes the next `count` calls of a Web API method fail: with 429 unless something else is asked for. */
  failNext(method: string, count: number, failure?: Failure): void;
  /** Drops and re-offers every socket, as Slack does every few hours. */
  refreshSockets(): void;
  /** Cuts every socket, as a network does. */
  cutSockets(): void;
  /** Takes every socket off the network without closing it: nothing passes any more, in either direction. */
  freezeSockets(): void;
  /** Revokes a token: later calls answer `invalid_auth`, or the given word. */
  revoke(token: string, word?: string): void;
  /** Takes a revoked token again, as if another had been set. */
  accept(token: string): void;
  /** Archives a channel, by name: nobody writes there any more. */
  archive(channel: string): void;
  /** Removes somebody, or the `bot`, from a channel. */
  remove(channel: string, name: string): void;
  /** Deactivates an account: it does nothing any more, leaves the lists of members and takes no DM. */
  deactivate(name: string): void;
  /** Web API calls so far, by method. */
  readonly calls: ReadonlyMap<string, number>;
  /** Calls among them that were one too many for a rate, by method. */
  readonly limited: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** One person at the workspace; the same actions as on the page. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  /** Does one thing; rejects with the words the person would read ("Usher did not answer within 3 seconds"). */
  act(action: PersonAction): Promise<void>;
  /** Everything this person sees now. */
  state(): PageState;
  /** Resolves with the first message this person can see, now or later, that fits; rejects after `timeoutMs` with what they see instead. */
  waitFor(fits: (message: PageMessage) => boolean, what: string, timeoutMs?: number): Promise<PageMessage>;
  /** Calls back on every message this person sees, new or edited, until the returned function is called. */
  onMessage(listener: (message: PageMessage) => void): () => void;
}

export interface LocalSlackOptions {
  /** Path of manifest.yml: commands, scopes and events are enforced as it says. */
  readonly manifest: string;
  /** 0 for any free port; 4545 by default. Where it is taken, the next free one is used. */
  readonly port?: number;
  /** Where the bot receives signed HTTP, instead of Socket Mode. */
  readonly requestUrl?: string;
  /** People and channels; `defaultCast` unless given. */
  readonly cast?: Cast;
  /** Slack's rate limits per method; off by default. */
  readonly rateLimits?: boolean;
  /** Waits shorter than Slack's own, for tests. */
  readonly timing?: Partial<Timing>;
}

export interface Cast {
  readonly workspace: string;
  readonly people: readonly {
    readonly name: string;
    readonly realName: string;
    readonly email: string;
    readonly isAdmin?: boolean;
    readonly guest?: 'multi-channel' | 'single-channel';
    /** Another workspace: they are here in shared channels only. */
    readonly from?: string;
  }[];
  readonly channels: readonly {
    readonly name: string;
    readonly topic: string;
    readonly private?: boolean;
    /** Handles; `bot` is the app under development. */
    readonly members: readonly string[];
  }[];
  /** User groups: handle -> members. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

export { defaultCast } from './cast';
export { startLocalSlack } from './start';
