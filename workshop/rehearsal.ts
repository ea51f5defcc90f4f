/** What was asked for. */
export interface RehearsalWish {
  /** How many seats are tried; undefined: every one that nobody has. */
  readonly seats: number | undefined;
  /** Milliseconds that everybody stays, once all are in. */
  readonly stayMs: number;
}

export interface Rehearsal extends RehearsalWish {
  readonly operationId: string;
  /** Undefined until somebody comes. */
  readonly report: RehearsalReport | undefined;
}

/** What a rehearsal has met so far; numbers are of synthetic participants unless they say otherwise. */
export interface RehearsalReport {
  /** `coming`: they claim and log in. */
  readonly phase: 'coming' | 'staying' | 'over';
  /** ISO. Of `staying`: until when. */
  readonly until?: string;
  /** How many were to come. */
  readonly people: number;
  /** Got a seat and into every app of it. */
  readonly inside: number;
  /** Left their seat to somebody real who came for it. */
  readonly gaveWay: number;
  /** From claim to logged in everywhere. */
  readonly login?: { readonly medianMs: number; readonly slowestMs: number; readonly slowestSeat: number };
  /** Notebooks whose kernel answered through a web socket, of those that were started. */
  readonly sockets: { readonly opened: number; readonly tried: number };
  /** Requests while they stayed, and those without a good answer. */
  readonly asked: number;
  readonly unanswered: number;
  /** Titles of the apps that were tried with a wrong password, and of those that let it in. */
  readonly wrongTried: readonly string[];
  readonly wrongLetIn: readonly string[];
  readonly troubles: readonly Trouble[];
  /** Set at the end. */
  readonly verdict?: Verdict;
}

/** Seats with the same complaint. */
export interface Trouble {
  readonly reason: string;
  readonly seats: readonly number[];
}

/** GO where nothing would stop the day. */
export interface Verdict {
  readonly stops: readonly Finding[];
  /** Worth knowing; stops nothing. */
  readonly minds: readonly Finding[];
}

export type Finding =
  | { readonly what: 'seats-failed'; readonly seats: readonly number[]; readonly spares: number }
  | { readonly what: 'wrong-password'; readonly apps: readonly string[] }
  | { readonly what: 'sockets'; readonly failed: number; readonly tried: number }
  | { readonly what: 'unanswered'; readonly unanswered: number; readonly asked: number }
  | { readonly what: 'slow'; readonly ms: number; readonly seat: number }
  | { readonly what: 'quota'; readonly sentence: string }
  | { readonly what: 'nobody-came' | 'no-room' | 'doors-closed' | 'no-end' }
  | { readonly what: 'ends-soon'; /** ISO. */ readonly at: string }
  | { readonly what: 'too-few-seats'; readonly people: number; readonly seats: number };
