import type { Command } from '../command';
import { nearest } from './nearest';
import { quote } from './quote';
import { LONGEST_COMMAND, tokenise } from './tokens';
import { isUsageError, usage, type UsageError } from './usage';

/** The commands by name, and what else people call them. */
export interface Registry {
  readonly commands: Readonly<Record<string, Command>>;
  readonly synonyms: Readonly<Record<string, string>>;
  /** Used when nothing is typed. */
  readonly fallback: string;
}

export type Parsed =
  | {
      readonly kind: 'request';
      readonly name: string;
      readonly command: Command;
      readonly request: { readonly workshop?: string };
    }
  /** `name`: the command that was meant, where that much is clear. */
  | (UsageError & { readonly name?: string });

/** Reads a command line. Pure, and total: whatever is typed gets a request or a usage error. */
export function parseCommand(text: string, registry: Registry): Parsed {
  if (text.length > LONGEST_COMMAND) {
    return usage(
      `That is ${text.length.toLocaleString('en-GB')} characters, and I read up to ${LONGEST_COMMAND.toLocaleString('en-GB')}. A command is one line.`,
    );
  }
  const [word = registry.fallback, ...words] = tokenise(text);
  const name = commandNamed(word, registry);
  const command = name === undefined ? undefined : registry.commands[name];
  if (name === undefined || command === undefined) return unknownCommand(word, registry, words.join(' '));
  const request = command.parse(words, text.replace(/^\s*\S+\s*/, ''));
  if (isUsageError(request)) return { ...request, name };
  return { kind: 'request', name, command, request };
}

/** The command's own name for a name or synonym in any case. */
export function commandNamed(word: string, registry: Registry): string | undefined {
  const lower = word.toLowerCase().replace(/^\//, '');
  if (Object.hasOwn(registry.commands, lower)) return lower;
  return Object.hasOwn(registry.synonyms, lower) ? registry.synonyms[lower] : undefined;
}

/** What to say to a word that is no command: the nearest one with the words that followed, or where to look. */
export function unknownCommand(word: string, registry: Registry, rest = ''): UsageError {
  const close = nearest(word.toLowerCase(), [...Object.keys(registry.commands), ...Object.keys(registry.synonyms)]);
  const name = close === undefined ? undefined : (registry.synonyms[close] ?? close);
  if (name === undefined) return usage(`I know no command ${quote(word)}. \`/workshop help\` lists what I can do.`);
  return usage(`I know no command ${quote(word)}. Did you mean ${quote(`/workshop ${`${name} ${rest}`.trim()}`)}?`);
}
