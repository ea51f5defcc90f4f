import { nearest } from './nearest';
import { quote } from './quote';
import { usage, type UsageError } from './usage';

/** The words of one command after its name: flags with their values, and the rest in order. */
export interface Words {
  readonly plain: readonly string[];
  /** By name, without the hyphens. */
  readonly flags: Readonly<Record<string, string>>;
}

export interface FlagRule {
  /** Takes no value. */
  readonly bare?: boolean;
  /** A second word that belongs to the value: `--until tomorrow 17:30`. */
  readonly more?: RegExp;
}

/** Sorts words into flags and the rest; refuses flags it was not told of, and offers the nearest. */
export function sortWords(
  words: readonly string[],
  rules: Readonly<Record<string, FlagRule>> = {},
): Words | UsageError {
  const plain: string[] = [];
  const flags: Record<string, string> = {};
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const match = /^--([^=\s]*)(?:=(.*))?$/su.exec(word);
    if (!match) {
      plain.push(word);
      continue;
    }
    const name = (match[1] ?? '').toLowerCase();
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) return unknownFlag(name, Object.keys(rules));
    if (Object.hasOwn(flags, name)) return usage(`\`--${name}\` is there twice; which one is meant?`);
    if (rule.bare) {
      flags[name] = '';
      continue;
    }
    const value = match[2] ?? words[(i += 1)];
    if (value === undefined || value === '' || value.startsWith('--')) {
      return usage(`\`--${name}\` needs a value after it.`);
    }
    const next = words[i + 1];
    flags[name] = next !== undefined && rule.more?.test(next) ? `${value} ${words[(i += 1)]}` : value;
  }
  return { plain, flags };
}

function unknownFlag(name: string, known: readonly string[]): UsageError {
  const close = nearest(name, known);
  if (close !== undefined) return usage(`There is no ${quote(`--${name}`)} here. Did you mean \`--${close}\`?`);
  if (known.length === 0) return usage(`There is no ${quote(`--${name}`)} here; this command takes no options.`);
  return usage(`There is no ${quote(`--${name}`)} here. It takes ${known.map((flag) => `\`--${flag}\``).join(', ')}.`);
}

/** Refuses words beyond the first `most`. */
export function atMost(words: Words, most: number, example: string): UsageError | undefined {
  const extra = words.plain[most];
  return extra === undefined ? undefined : usage(`I do not know what to do with ${quote(extra)}.`, example);
}
