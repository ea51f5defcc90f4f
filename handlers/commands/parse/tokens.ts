/** Longest command that is read; a slash command is one line. */
export const LONGEST_COMMAND = 1500;

const CURLY_DOUBLE = /[\u201c-\u201f\u00ab\u00bb\u2033\uff02]/g;
const CURLY_SINGLE = /[\u2018-\u201b\u2032\uff07]/g;
/** Phones and macOS turn two hyphens into a dash. */
const DASH_FLAG = /(^|\s)[\u2012-\u2015\u2212]{1,2}(?=[a-z])/gi;
/** Zero-width and direction marks, which come along when text is pasted. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
/** Control characters, which no keyboard types and the database does not take; tabs and line ends are spaces. */
const CONTROL = /(?![\t\n\r])\p{Cc}/gu;
/** A mention may hold spaces in its label; it stays one word. */
const MENTION = /<([@#!][^<>|\s]+)(?:\|[^<>]*)?>/g;

/** Splits what somebody typed into words: quotes of every kind, stray spaces and mentions (`<@U1|ada>` becomes `<@U1>`). */
export function tokenise(text: string): string[] {
  const plain = text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .replace(CURLY_DOUBLE, '"')
    .replace(CURLY_SINGLE, "'")
    .replace(DASH_FLAG, '$1--')
    .replace(MENTION, '<$1>');
  // An apostrophe inside a word (O'Brien) opens no quote.
  return splitWords(plain.replace(/(\w)'(?=\w)/g, '$1\u2019'));
}

/** One word: pieces in quotes, which may stay open at the end, and pieces without. The alternatives differ in their first letter. */
const WORD = /(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"'])+/g;
const QUOTED = /"([^"]*)(?:"|$)|'([^']*)(?:'|$)/g;

/** As a shell would, without escapes. By hand, since string-argv 0.4 cannot be loaded from CommonJS. */
const splitWords = (text: string): string[] =>
  [...text.matchAll(WORD)].map(([word]) =>
    word.replace(QUOTED, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
