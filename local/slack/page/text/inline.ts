import type { Inline } from './ast';
import { emojiFor, leadingEmoji } from './emoji';

/** What one kind of markup recognises at a place in the text: the node and how many characters it took. */
export interface Found {
  readonly node: Inline;
  readonly length: number;
}
export type Rule = (rest: string, before: string) => Found | undefined;

/** Reads text by trying `rules` at every character, in order; what none of them takes is text, its entities decoded. */
export function scan(source: string, rules: readonly Rule[]): readonly Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') nodes.push({ kind: 'text', text: decodeEntities(plain) });
    plain = '';
  };
  for (let at = 0; at < source.length;) {
    const rest = source.slice(at);
    const found = first(rules, rest, source[at - 1] ?? '');
    if (found) {
      flush();
      nodes.push(found.node);
      at += found.length;
    } else {
      const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
      plain += character;
      at += character.length;
    }
  }
  flush();
  return nodes;
}

function first(rules: readonly Rule[], rest: string, before: string): Found | undefined {
  for (const rule of rules) {
    const found = rule(rest, before);
    if (found) return found;
  }
  return undefined;
}

/** Slack escapes these three and nothing else. */
export function decodeEntities(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) => (name === 'lt' ? '<' : name === 'gt' ? '>' : '&'));
}

/** Whether a letter or digit, before which or after which emphasis does not begin or end. */
export const isWord = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

export const lineBreak: Rule = (rest) => (rest[0] === '\n' ? { node: { kind: 'break' }, length: 1 } : undefined);

export const shortcode: Rule = (rest) => {
  const match = /^:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/.exec(rest);
  const char = match?.[1] === undefined ? undefined : emojiFor(match[1]);
  return match && char !== undefined
    ? { node: { kind: 'emoji', char, name: match[1] ?? '' }, length: match[0].length }
    : undefined;
};

export const emojiCharacter: Rule = (rest) => {
  const match = leadingEmoji.exec(rest);
  return match ? { node: { kind: 'emoji', char: match[0], name: match[0] }, length: match[0].length } : undefined;
};

export const bar: Rule = (rest) => {
  const match = /^[\u2500-\u25A1\u25AA\u25AB\u25B0\u25B1]+/.exec(rest);
  return match ? { node: { kind: 'bar', text: match[0] }, length: match[0].length } : undefined;
};

export const code: Rule = (rest) => {
  const match = /^`([^`\n]+)`/.exec(rest);
  return match?.[1] === undefined
    ? undefined
    : { node: { kind: 'code', text: decodeEntities(match[1]) }, length: match[0].length };
};

export const bareUrl: Rule = (rest, before) => {
  if (isWord(before)) return undefined;
  const match = /^https?:\/\/[^\s<>|`*]+/.exec(rest)?.[0].replace(/(?:[.,:;!?)'"\]]|&gt;)+$/, '');
  if (match === undefined) return undefined;
  const url = decodeEntities(match);
  return { node: { kind: 'link', url, children: [{ kind: 'text', text: url }] }, length: match.length };
};

/** Rules that hold in every text, also a `plain_text` one. */
export const plainRules: readonly Rule[] = [lineBreak, shortcode, emojiCharacter, bar];

/** A `plain_text` object: emoji and line breaks, no other markup. Its entities stay as they were typed in real Slack too. */
export const parsePlain = (text: string): readonly Inline[] => scan(text, plainRules);
