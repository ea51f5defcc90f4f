import type { WebClient } from '@slack/web-api';
import type { Clock } from '../workshop/ports/clock';
import type { Directory } from '../workshop/ports/directory';
import type { HomeStore } from '../workshop/ports/store';
import type { Diagnosis } from '../workshop/use-cases/doctor';
import type { Usher } from '../workshop/usher/usher';

/** Everything the handlers are given; nothing in handlers/ reaches for anything else. */
export interface HandlerDeps {
  readonly usher: Usher;
  readonly directory: SlackDirectory;
  /**
   * False when this id was seen within the time, a day unless said otherwise, by this process or another: Slack delivers an event
   * up to four times, and people click twice.
   */
  firstSight(id: string, forMs?: number): Promise<boolean>;
  readonly homes: HomeStore;
  readonly workshopFiles: WorkshopFiles;
  readonly clock: Clock;
  /** For what somebody waits for: answers, modals, cards. Waits out rate limits. */
  readonly client: WebClient;
  /** For edits nobody waits for: a rate limit rejects at once, so that it never queues in front of a modal. */
  readonly background: WebClient;
  /** Looks at everything Usher stands on. Never throws; takes ten seconds at most. */
  doctor(): Promise<readonly Diagnosis[]>;
  /** Milliseconds between two looks of the health sweep; undefined: nobody looks unasked. */
  readonly sweepMs?: number | undefined;
  /** Whether what people do in Slack reaches this process; undefined: it does as long as it runs. */
  hears?(): boolean;
  readonly log: Log;
}

/** The people of the workspace, as Slack knows them. */
export interface SlackDirectory extends Directory {
  /** IANA zone of the person's Slack profile; `UTC` where Slack does not say. */
  timeZone(userId: string): Promise<string>;
  /** Those of these people whose accounts were deactivated, as far as Slack says so within moments: whoever is in the room is not. */
  deactivated(room: string | undefined, userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The Slack user of this email; undefined where nobody of the workspace has it. */
  userOfEmail(email: string): Promise<string | undefined>;
  /** Name and email of a Slack user, as far as Slack tells them. */
  whoIs(userId: string): Promise<{ readonly name: string | undefined; readonly email: string | undefined }>;
  /** Id of the channel Usher is in that has this name (`#nov`, `nov`) or id; undefined where there is none. */
  channelNamed(name: string): Promise<string | undefined>;
}

/** Workshop files where organisers keep them. What is refused is a word, for the handler to explain. */
export interface WorkshopFiles {
  /** A file of the folder for them on the machine Usher runs on; `path` may be relative to it. */
  read(
    path: string,
  ): Promise<
    | { readonly text: string; readonly folder: string }
    | { readonly refused: 'not-yaml' | 'outside' | 'missing' | 'too-large' }
  >;
  /** Whether the files of this folder (an absolute path) may be given to every seat: it lies in the same place. */
  mayGive(folder: string): Promise<boolean>;
  /** The text of a file uploaded to Slack, by its private download address. `forbidden`: the bot's token does not open it. */
  download(
    url: string,
    mostBytes?: number,
  ): Promise<{ readonly text: string } | { readonly refused: 'forbidden' | 'too-large' | 'unreachable' }>;
  /** The same as bytes. */
  fetch(
    url: string,
    mostBytes: number,
  ): Promise<{ readonly bytes: Uint8Array } | { readonly refused: 'forbidden' | 'too-large' | 'unreachable' }>;
}

/** Lines for whoever runs the bot. Fields hold ids and reasons, never a credential. */
export interface Log {
  info(line: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(line: string, fields?: Readonly<Record<string, unknown>>): void;
  error(line: string, fields?: Readonly<Record<string, unknown>>): void;
}
