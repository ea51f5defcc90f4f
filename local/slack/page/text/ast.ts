/** What a piece of text says, once its markup is understood. Everything in it is plain data: drawing it cannot inject HTML. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly kind: 'user'; readonly id: string; readonly label?: string }
  | { readonly kind: 'channel'; readonly id: string; readonly label?: string }
  /** `@here`, `@channel`, a user group: drawn as a mention, not looked up. */
  | { readonly kind: 'mention'; readonly label: string }
  | {
      readonly kind: 'date';
      readonly epoch: number;
      readonly format: string;
      readonly fallback: string;
      readonly url?: string;
    }
  | { readonly kind: 'emoji'; readonly char: string; readonly name: string }
  /** A run of block elements (▓░█■): a bar or a map, drawn without gaps. */
  | { readonly kind: 'bar'; readonly text: string };

/** One line or group of lines. */
export type TextBlock =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly children: readonly TextBlock[] }
  | { readonly kind: 'pre'; readonly text: string }
  /** `marker` as it is shown: `•` or `3.`. */
  | { readonly kind: 'item'; readonly marker: string; readonly indent: number; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'rule' }
  /** The first row is the head. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] };

/** The address where a click may lead there, else undefined: `javascript:` and its kin are refused. */
export function safeUrl(url: string): string | undefined {
  return /^(https?:\/\/|mailto:|tel:)/i.test(url) ? url : undefined;
}
