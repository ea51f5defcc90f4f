/** `open`: nobody has taken it yet. */
export type HelpState = 'open' | 'taken' | 'done';
/** How it was asked for; `page`: the page did not open; `crew`: somebody of the crew asked for a seat. */
export type HelpWay = 'button' | 'words' | 'picture' | 'page' | 'crew';

/** Somebody at a seat is stuck. At most one stands for a seat; what is said meanwhile becomes a note of it. */
export interface HelpRequest {
  readonly id: string;
  readonly workshopId: string;
  /** Number of the seat. */
  readonly no: number;
  readonly state: HelpState;
  readonly way: HelpWay;
  /** Slack user: whoever sits there, or whoever asked for them. */
  readonly askedBy: string;
  readonly askedAt: Date;
  /** What they said, as typed; may be empty. */
  readonly words: string;
  /** Undefined until somebody looked. */
  readonly diagnosis: Diagnosis | undefined;
  readonly takenBy: string | undefined;
  readonly takenAt: Date | undefined;
  readonly doneBy: string | undefined;
  readonly doneAt: Date | undefined;
  /** The crew's message about it, edited in place. */
  readonly message: Place | undefined;
  /** What whoever asked was answered, edited in place. */
  readonly receipt: Place | undefined;
  /** What was told already, so that no process says it again. */
  readonly told: readonly string[];
}

/** A Slack message. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** Something said about a request after it was made. */
export interface HelpNote {
  readonly id: number;
  readonly requestId: string;
  readonly at: Date;
  /** Slack user. */
  readonly by: string;
  readonly words: string;
  readonly pictures: readonly Picture[];
}

/** A file in Slack, by what is needed to show it again without sending it again. */
export interface Picture {
  readonly id: string;
  readonly name: string;
  readonly permalink: string | undefined;
  /** Whether Slack draws it: png, jpg, gif. */
  readonly drawable: boolean;
}

/** What was found when somebody asked. Holds no credential. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
}

export interface Finding {
  /** `Jupyter`, `Instance`, `Lately`. */
  readonly about: string;
  /** Name of the app, where it is about one. */
  readonly app?: string;
  readonly well: boolean;
  /** The end of a sentence: `does not answer: it ran out of memory`. */
  readonly says: string;
  /** Lines of the app or of AWS, oldest first, as they are. */
  readonly lines?: readonly string[];
}
