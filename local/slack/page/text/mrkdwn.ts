import { safeUrl, type Inline, type TextBlock } from './ast';
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

/** Slack's own markup: `*bold*`, `<@U1>`, `<https://x|text>`, `<!date^...>`, quotes, code, lists by their bullets. */
export function parseMrkdwn(text: string): readonly TextBlock[] {
  return text
    .split(/```/)
    .flatMap((part, index, all): readonly TextBlock[] =>
      index % 2 === 1 && index < all.length - 1
        ? [{ kind: 'pre', text: unwrap(part.replace(/^\n/, '').replace(/\n$/, '')) }]
        : parseLines(index % 2 === 1 ? '```' + part : trimBreaks(part, index > 0, index < all.length - 1)),
    );
}

const emphasis: readonly Rule[] = (
  [
    ['*', 'bold'],
    ['_', 'italic'],
    ['~', 'strike'],
  ] as const
).map(([mark, kind]): Rule => (rest, before) => {
  if (rest[0] !== mark || isWord(before) || before === mark) return undefined;
  const end = closing(rest, mark);
  return end === undefined ? undefined : { node: { kind, children: parseInline(rest.slice(1, end)) }, length: end + 1 };
});

const angle: Rule = (rest) => {
  const match = /^<([^<>\n]+)>/.exec(rest);
  const node = match?.[1] === undefined ? undefined : control(match[1]);
  return match && node ? { node, length: match[0].length } : undefined;
};

const rules: readonly Rule[] = [angle, code, ...emphasis, bareUrl, lineBreak, shortcode, emojiCharacter, bar];

/** One run of mrkdwn without quotes, lists and fences. */
export const parseInline = (text: string): readonly Inline[] => scan(text, rules);

function closing(rest: string, mark: string): number | undefined {
  if (/^.\s/.test(rest)) return undefined;
  for (let at = 2; at < rest.length && rest[at] !== '\n'; at++) {
    if (rest[at] === '`') at = Math.max(at, rest.indexOf('`', at + 1));
    else if (rest[at] === '<') at = Math.max(at, rest.indexOf('>', at + 1));
    else if (rest[at] === mark && !/\s/.test(rest[at - 1] ?? '') && !isWord(rest[at + 1] ?? '')) return at;
  }
  return undefined;
}

function control(inside: string): Inline | undefined {
  const [target = '', ...labels] = inside.split('|');
  const label = labels.length > 0 ? decodeEntities(labels.join('|')) : undefined;
  const named = label === undefined || label === '' ? {} : { label };
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), ...named };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), ...named };
  if (target.startsWith('!date^')) return date(target, label ?? '');
  if (target.startsWith('!subteam^')) return { kind: 'mention', label: label ?? '@group' };
  if (target.startsWith('!')) return { kind: 'mention', label: label ?? `@${target.slice(1)}` };
  const url = safeUrl(decodeEntities(target));
  if (url === undefined) return undefined;
  return {
    kind: 'link',
    url,
    children: scan(labels.join('|') || url.replace(/^(mailto|tel):/, ''), [shortcode, emojiCharacter]),
  };
}

function date(target: string, fallback: string): Inline {
  const [, epoch = '', format = '', link] = target.split('^');
  const url = link === undefined ? undefined : safeUrl(decodeEntities(link));
  const seconds = Number(epoch);
  if (!Number.isFinite(seconds) || epoch === '') return { kind: 'text', text: fallback };
  return {
    kind: 'date',
    epoch: seconds,
    format: decodeEntities(format),
    fallback,
    ...(url === undefined ? {} : { url }),
  };
}

/** Links and mentions inside a fence show what they stand for. */
const unwrap = (text: string): string =>
  decodeEntities(
    text.replace(/<([^<>\n|]+)(?:\|([^<>\n]+))?>/g, (_, target: string, label?: string) => label ?? target),
  );

const trimBreaks = (text: string, before: boolean, after: boolean): string => {
  const start = before ? text.replace(/^\n/, '') : text;
  return after ? start.replace(/\n$/, '') : start;
};

const quoted = /^(?:&gt;|>) ?/;
const bullet = /^(\s*)([•◦▪‣]|-(?= )|\d{1,3}[.)](?= ))\s*(.*)$/;

function parseLines(text: string): readonly TextBlock[] {
  if (text === '') return [];
  const blocks: TextBlock[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const rest = /^(?:&gt;|>){3} ?/.exec(line);
    const item = bullet.exec(line);
    if (rest) {
      blocks.push({
        kind: 'quote',
        children: parseLines([line.slice(rest[0].length), ...lines.slice(at + 1)].join('\n')),
      });
      return blocks;
    } else if (quoted.test(line)) {
      const length = run(lines, at, (next) => quoted.test(next));
      const inner = lines.slice(at, at + length).map((next) => next.replace(quoted, ''));
      blocks.push({ kind: 'quote', children: parseLines(inner.join('\n')) });
      at += length;
    } else if (item) {
      const marker = item[2] === '-' ? '•' : (item[2] ?? '•');
      blocks.push({
        kind: 'item',
        marker,
        indent: Math.floor((item[1] ?? '').length / 2),
        children: parseInline(item[3] ?? ''),
      });
      at++;
    } else {
      const length = run(lines, at, (next) => !quoted.test(next) && !bullet.test(next));
      blocks.push({ kind: 'paragraph', children: parseInline(lines.slice(at, at + length).join('\n')) });
      at += length;
    }
  }
  return blocks;
}

function run(lines: readonly string[], from: number, fits: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index > from && !fits(line));
  return (end < 0 ? lines.length : end) - from;
}
