import { safeUrl, type Inline, type TextBlock } from './ast';
import { parseInline as parseSlackInline } from './mrkdwn';
import {
  bar,
  bareUrl,
  code,
  decodeEntities,
  emojiCharacter,
  isWord,
  lineBreak,
  scan,
  shortcode,
  type Rule,
} from './inline';

/** Standard Markdown, as Slack's `markdown` block takes it: headings, lists, tables, fences, quotes and the usual emphasis. */
export function parseMarkdown(text: string): readonly TextBlock[] {
  const lines = text.split('\n');
  const blocks: TextBlock[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const taken = fence(lines, at) ?? table(lines, at) ?? quote(lines, at) ?? single(line) ?? paragraph(lines, at);
    if (taken.block) blocks.push(taken.block);
    at += taken.length;
  }
  return blocks;
}

interface Taken {
  readonly block?: TextBlock;
  readonly length: number;
}

const wrapped = (open: RegExp, kind: 'bold' | 'italic' | 'strike'): Rule => {
  return (rest, before) => {
    const match = open.exec(rest);
    if (match?.[1] === undefined || (rest[0] === '_' && isWord(before))) return undefined;
    return { node: { kind, children: parseInline(match[1]) }, length: match[0].length };
  };
};

const link: Rule = (rest) => {
  const match = /^\[([^\]\n]+)\]\(([^()\s]+)\)/.exec(rest);
  const url = match?.[2] === undefined ? undefined : safeUrl(decodeEntities(match[2]));
  if (!match || url === undefined) return undefined;
  return { node: { kind: 'link', url, children: parseInline(match[1] ?? '') }, length: match[0].length };
};

const angle: Rule = (rest) => {
  const match = /^<(?:[@#!]|https?:|mailto:)[^<>\n]+>/.exec(rest);
  const node = match ? parseSlackInline(match[0])[0] : undefined;
  return match && node ? { node, length: match[0].length } : undefined;
};

const rules: readonly Rule[] = [
  code,
  link,
  angle,
  wrapped(/^\*\*(?=\S)(.+?\S|\S)\*\*/, 'bold'),
  wrapped(/^__(?=\S)(.+?\S|\S)__/, 'bold'),
  wrapped(/^~~(?=\S)(.+?\S|\S)~~/, 'strike'),
  wrapped(/^\*(?=[^\s*])([^*\n]*[^\s*])\*/, 'italic'),
  wrapped(/^_(?=[^\s_])([^_\n]*[^\s_])_(?![\p{L}\p{N}])/u, 'italic'),
  bareUrl,
  lineBreak,
  shortcode,
  emojiCharacter,
  bar,
];

const parseInline = (text: string): readonly Inline[] => scan(text, rules);

function fence(lines: readonly string[], at: number): Taken | undefined {
  if (!/^\s*```/.test(lines[at] ?? '')) return undefined;
  const end = lines.findIndex((line, index) => index > at && /^\s*```\s*$/.test(line));
  const last = end < 0 ? lines.length : end;
  return { block: { kind: 'pre', text: lines.slice(at + 1, last).join('\n') }, length: last + 1 - at };
}

const cells = (line: string): readonly (readonly Inline[])[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => parseInline(cell.trim()));

function table(lines: readonly string[], at: number): Taken | undefined {
  if (!/\|/.test(lines[at] ?? '') || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? ''))
    return undefined;
  const end = lines.findIndex((line, index) => index > at + 1 && !line.includes('|'));
  const last = end < 0 ? lines.length : end;
  const rows = [lines[at] ?? '', ...lines.slice(at + 2, last)].map(cells);
  return { block: { kind: 'table', rows }, length: last - at };
}

function quote(lines: readonly string[], at: number): Taken | undefined {
  const mark = /^\s*(?:>|&gt;) ?/;
  const end = lines.findIndex((line, index) => index >= at && !mark.test(line));
  const length = (end < 0 ? lines.length : end) - at;
  if (length === 0) return undefined;
  const inner = lines.slice(at, at + length).map((line) => line.replace(mark, ''));
  return { block: { kind: 'quote', children: parseMarkdown(inner.join('\n')) }, length };
}

function single(line: string): Taken | undefined {
  const heading = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line);
  if (heading) {
    return {
      block: { kind: 'heading', level: (heading[1] ?? '#').length, children: parseInline(heading[2] ?? '') },
      length: 1,
    };
  }
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return { block: { kind: 'rule' }, length: 1 };
  const item = /^(\s*)([-*+]|\d{1,3}[.)])\s+(.*)$/.exec(line);
  if (item) {
    const marker = /\d/.test(item[2] ?? '') ? (item[2] ?? '') : '•';
    const indent = Math.floor((item[1] ?? '').length / 2);
    return { block: { kind: 'item', marker, indent, children: parseInline(item[3] ?? '') }, length: 1 };
  }
  return line.trim() === '' ? { length: 1 } : undefined;
}

function paragraph(lines: readonly string[], at: number): Taken {
  const ends = (line: string) => line.trim() === '' || single(line) !== undefined || /^\s*(```|>|&gt;)/.test(line);
  const end = lines.findIndex((line, index) => index > at && ends(line));
  const length = (end < 0 ? lines.length : end) - at;
  return { block: { kind: 'paragraph', children: parseInline(lines.slice(at, at + length).join('\n')) }, length };
}
