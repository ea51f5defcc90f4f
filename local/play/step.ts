/** What a `sees` line looks for. */
export interface Pattern {
  /** As written in the play, for messages. */
  readonly source: string;
  readonly fits: (text: string) => boolean;
}

export type Step =
  | { readonly do: 'say'; readonly who: string; readonly channel: string; readonly text: string }
  | { readonly do: 'dm'; readonly who: string; readonly text: string }
  /** A file of this machine, in the DM with the bot. */
  | { readonly do: 'drop'; readonly who: string; readonly path: string; readonly text: string }
  | { readonly do: 'click'; readonly who: string; readonly label: Pattern; readonly on: Pattern | undefined }
  | { readonly do: 'choose'; readonly who: string; readonly option: string; readonly menu: string }
  | { readonly do: 'enter'; readonly who: string; readonly field: string; readonly value: string }
  | { readonly do: 'submit' | 'close' | 'home'; readonly who: string }
  | { readonly do: 'join' | 'leave'; readonly who: string; readonly channel: string }
  | { readonly do: 'see'; readonly who: string; readonly what: Pattern; readonly withinMs: number }
  | { readonly do: 'not-see'; readonly who: string; readonly what: Pattern; readonly forMs: number }
  | { readonly do: 'stage'; readonly words: readonly string[] };

export interface Line {
  /** 1-based. */
  readonly no: number;
  readonly source: string;
  readonly step: Step;
}
