import type { AppSpec } from '../apps';
import type { Door } from '../seat-plan';

/** Uses an app at its own address as a participant's browser does. Never throws: what goes wrong is a reason, the end of a sentence. */
export interface Visitor {
  logIn(app: AppSpec, door: Door, words: VisitWords, signal: AbortSignal): Promise<LogIn>;
}

export interface VisitWords {
  readonly user: string;
  readonly password: string;
}

export type LogIn =
  | { readonly kind: 'in'; readonly visit: Visit }
  /** The words were not taken. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly why: string };

/** A browser that is logged in. */
export interface Visit {
  /** Of an app that needs a web socket: whether it opened and answered, else why not. */
  readonly socket: 'open' | { readonly failed: string } | undefined;
  /** Asks for something that only whoever is logged in gets; why there was no good answer, or undefined. */
  ask(signal: AbortSignal): Promise<string | undefined>;
  /** Ends what the visit began. */
  leave(): Promise<void>;
}
