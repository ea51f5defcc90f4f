import type { Line, Pattern, Step } from './step';

const USUAL_WAIT_MS = 30_000;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`;
const WHAT = String.raw`(?:${QUOTED}|/((?:[^/\\]|\\.)+)/(i?))`;
const TIME = String.raw`(\d+)\s*(ms|s|m)`;

/** One way to write a line after `@who `, and the step it stands for. */
interface Form {
  readonly pattern: RegExp;
  readonly step: (who: string, match: readonly (string | undefined)[]) => Step;
}

const FORMS: readonly Form[] = [
  form(String.raw`#([\w-]+)\s+(\S.*)`, (who, [channel = '', text = '']) => ({ do: 'say', who, channel, text })),
  form(String.raw`>\s*(\S.*)`, (who, [text = '']) => ({ do: 'dm', who, text })),
  form(`(?:drops|sends) ${QUOTED}(?: ${QUOTED})?`, (who, [path, text]) => ({
    do: 'drop',
    who,
    path: unquote(path),
    text: unquote(text),
  })),
  form(`clicks ${WHAT}(?: on ${WHAT})?`, (who, [label, labelRegex, labelFlag, text, regex, flag]) => ({
    do: 'click',
    who,
    label: labelPattern(label, labelRegex, labelFlag),
    on: text === undefined && regex === undefined ? undefined : pattern(text, regex, flag),
  })),
  form(`chooses ${QUOTED} in ${QUOTED}`, (who, [option, menu]) => ({
    do: 'choose',
    who,
    option: unquote(option),
    menu: unquote(menu),
  })),
  form(`enters ${QUOTED} ${QUOTED}`, (who, [field, value]) => ({
    do: 'enter',
    who,
    field: unquote(field),
    value: unquote(value),
  })),
  form('submits', (who) => ({ do: 'submit', who })),
  form('closes', (who) => ({ do: 'close', who })),
  form('opens home', (who) => ({ do: 'home', who })),
  form(String.raw`joins #([\w-]+)`, (who, [channel = '']) => ({ do: 'join', who, channel })),
  form(String.raw`leaves #([\w-]+)`, (who, [channel = '']) => ({ do: 'leave', who, channel })),
  form(`sees ${WHAT}(?: within ${TIME})?`, (who, [text, regex, flag, amount, unit]) => ({
    do: 'see',
    who,
    what: pattern(text, regex, flag),
    withinMs: amount === undefined ? USUAL_WAIT_MS : duration(amount, unit),
  })),
  form(`does not see ${WHAT}(?: for ${TIME})?`, (who, [text, regex, flag, amount, unit]) => ({
    do: 'not-see',
    who,
    what: pattern(text, regex, flag),
    forMs: amount === undefined ? 0 : duration(amount, unit),
  })),
];

/** Reads a play; throws an Error that names every line it does not understand. Curly quotes count as straight ones. */
export function parsePlay(text: string): Line[] {
  const lines: Line[] = [];
  const problems: string[] = [];
  text.split(/\r?\n/).forEach((raw, index) => {
    const source = raw.trim();
    if (source === '' || source.startsWith('#')) return;
    try {
      lines.push({ no: index + 1, source, step: parseLine(source) });
    } catch (error) {
      problems.push(`line ${index + 1}: ${(error as Error).message}: ${source}`);
    }
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return lines;
}

function parseLine(source: string): Step {
  if (source.startsWith('!')) return { do: 'stage', words: words(source.slice(1)) };
  const [, who, rest] = /^@([a-z0-9._-]+)\s+(.*)$/.exec(source) ?? [];
  if (who === undefined || rest === undefined) throw new Error('a line starts with @somebody, ! or #');
  for (const { pattern: written, step } of FORMS) {
    // What people type is left as it is; only the play's own quotes are straightened.
    const match = written.exec(/^[#>]/.test(rest) ? rest : straighten(rest));
    if (match) return step(who, match.slice(1));
  }
  throw new Error('not a thing people do');
}

function form(written: string, step: Form['step']): Form {
  return { pattern: new RegExp(`^${written.replaceAll(' ', String.raw`\s+`)}$`), step };
}

function straighten(text: string): string {
  return text.replaceAll(/[“”„]/g, '"');
}

function words(text: string): string[] {
  const found = [...straighten(text).matchAll(new RegExp(String.raw`${QUOTED}|(\S+)`, 'g'))];
  if (found.length === 0) throw new Error('there is no word for the stage');
  return found.map(([, quoted, bare]) => bare ?? unquote(quoted));
}

function unquote(text = ''): string {
  return text.replaceAll(/\\(.)/g, '$1');
}

function duration(amount: string, unit = 's'): number {
  return Number(amount) * (UNITS[unit] ?? 0);
}

function pattern(text: string | undefined, regex: string | undefined, flag = ''): Pattern {
  if (regex !== undefined) {
    const compiled = new RegExp(regex, `u${flag}`);
    return { source: `/${regex}/${flag}`, fits: (shown) => compiled.test(shown) || compiled.test(oneLine(shown)) };
  }
  const wanted = oneLine(unquote(text));
  return { source: `"${unquote(text)}"`, fits: (shown) => oneLine(shown).includes(wanted) };
}

/** A quoted label is the whole label, whatever its case; a regular expression may fit a part of it. */
function labelPattern(text: string | undefined, regex: string | undefined, flag: string | undefined): Pattern {
  if (text === undefined) return pattern(text, regex, flag);
  const wanted = oneLine(unquote(text)).toLowerCase();
  return { source: `"${unquote(text)}"`, fits: (shown) => oneLine(shown).toLowerCase() === wanted };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
