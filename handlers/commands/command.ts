import type { HandlerDeps } from '../deps';
import type { Guarded } from '../guards/refuse';
import type { ProgressMessages } from '../progress-message';
import type { Message } from '../views/blocks';
import type { UsageError } from './parse/usage';

/** One subcommand of `/workshop`: how it is explained, read and run. Its name is known to the registry alone. */
export interface Command<Request extends { readonly workshop?: string } = { readonly workshop?: string }> {
  /** One line of the overview, without a full stop. */
  readonly summary: string;
  /** What follows the name: `<name> <seats> [--room #c]`. */
  readonly usage: string;
  /** What follows the name in commands that work; the first is the best. */
  readonly examples: readonly string[];
  /** More, for `help <command>`. */
  readonly details: string;
  /** The part of it that a request is for, where that takes another role than the rest: `add`. */
  part?(request: Request): string | undefined;
  /**
   * Pure: reads the words after the command's name; `typed` is the same as it came from Slack, for free text. Method syntax, so that
   * the registry may hold every kind of request.
   */
  parse(words: readonly string[], typed: string): Request | UsageError;
  run(asked: Asked, request: Request): Promise<void>;
}

/** A command as somebody typed it, what is needed to answer, and what its author may do. */
export interface Asked extends Typed, Guarded {}

/** The same before anybody has looked whether they may. */
export interface Typed {
  readonly deps: HandlerDeps;
  readonly progress: ProgressMessages;
  /** Slack user. */
  readonly by: string;
  readonly channel: string;
  /** Opens one modal within 3 s. */
  readonly triggerId: string;
  /** Everything after `/workshop`. */
  readonly text: string;
  /** Usher's own Slack user, where it is known. */
  readonly botUserId: string | undefined;
  /** Seen by the asker only. */
  answer(message: Message): Promise<void>;
}
